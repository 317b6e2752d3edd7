"""The database refuses to change what happened."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(world):
    return Event.objects.filter(actor=world.alice).first()


def refused(change, *arguments, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(*arguments, **fields)


def test_no_event_is_deleted(event):
    refused(event.delete)
    refused(Event.objects.all().delete)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "tag.push"},
        {"at": timezone.now()},
        {"namespace": "bob"},
        {"data": {"role": "read"}},
        {"address": "192.0.2.1"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_no_event_is_changed(event, change):
    refused(Event.objects.filter(pk=event.pk).update, **change)


def test_no_event_becomes_somebody_elses(event, world):
    refused(Event.objects.filter(pk=event.pk).update, actor=world.bob)


def test_who_it_was_can_be_forgotten(event):
    assert Event.objects.filter(pk=event.pk).update(actor=None, address=None) == 1


def test_the_followers_can_be_told(event):
    told = Event.objects.filter(pk=event.pk)

    assert told.update(dispatched_at=timezone.now()) == 1
