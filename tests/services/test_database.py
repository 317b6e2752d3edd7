"""What a test commits is gone for the next one, and what migrations made is not."""

import pytest
from django.contrib.contenttypes.models import ContentType

from hub.limits import spend
from hub.limits.models import Counter
from hub.namespaces.models import Namespace

from . import database

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_deletes_what_was_committed():
    spend("a key", limit=1, window_seconds=60)

    database.empty()

    assert not Counter.objects.exists()


def test_it_keeps_what_migrations_made():
    made = list(Namespace.objects.values("name", "kind"))

    database.empty()

    assert made
    assert list(Namespace.objects.values("name", "kind")) == made
    assert ContentType.objects.exists()
