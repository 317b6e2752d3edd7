from datetime import timedelta

import pytest
from django.utils import timezone

from hub.events.dispatch import dispatch
from hub.repositories.models import Repository
from hub.search import find as find_in
from tests import world


@pytest.fixture
def alice(db):
    return world.person("alice")


@pytest.fixture
def repository(alice):
    """Make one that was pushed to; each later than the one before."""
    made = []

    def make(full_name, star_count=0, **fields):
        row = world.repository(full_name, **fields)
        row.pushed_at = timezone.now() - timedelta(days=1) + timedelta(hours=len(made))
        row.star_count = star_count
        row.save(update_fields=["pushed_at", "star_count"])
        made.append(row)
        return row

    return make


@pytest.fixture(params=["indexed", "untold"])
def find(request):
    """The names that words find: from the index, and before the worker told it anything."""

    def names(text):
        if request.param == "indexed":
            dispatch()
        found = find_in(Repository.objects.existing(), text)
        return [row.full_name for row in found.repositories[:]]

    return names
