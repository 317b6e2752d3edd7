"""What watchers are told: tags that were not there before or point to an earlier image again, several in one mail, and
nothing of what they did themselves.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hub.content.models import Tag
from hub.content.tags import PUSHED, RESTORED
from hub.events.models import Event
from hub.oci import names
from hub.watching import jobs
from hub.watching.models import Watch

KINDS = (PUSHED, RESTORED)
# A release pushes 1.4.2, 1.4, 1 and latest, one after the other.
GATHERED = timedelta(minutes=1)


def follow(event):
    if is_new(event) and Watch.objects.filter(repository=event.repository_id).exists():
        due = timezone.now() + GATHERED
        jobs.gather.using(run_after=due).enqueue(event.repository_id)


def is_new(event):
    """Whether the tag began with it or went back, and is one for people."""
    is_told = event.kind == RESTORED or not event.data.get("previous")
    return is_told and not names.is_attached_tag(event.tag)


def gather(repository_id):
    """Make a mail for each watcher of what they were not told yet. The first job after a push finds all of it."""
    pushed = Event.objects.filter(repository_id=repository_id, kind__in=KINDS)
    newest = pushed.newest_first().values_list("pk", flat=True).first()
    for watch in Watch.objects.filter(
        repository=repository_id, told_up_to__lt=newest or 0
    ):
        claim(watch, newest)


@transaction.atomic
def claim(watch, newest):
    """The mail is a job of its own, made with the mark that it is made: of two workers one makes it."""
    mine = Watch.objects.filter(pk=watch.pk, told_up_to=watch.told_up_to)
    if mine.update(told_up_to=newest):
        jobs.send_news.enqueue(watch.pk, watch.told_up_to, newest)


def of(watch, *, after, up_to) -> list[Event]:
    """The newest first, without what is gone again."""
    pushed = Event.objects.filter(
        repository_id=watch.repository_id, kind__in=KINDS, pk__gt=after, pk__lte=up_to
    )
    pushed = pushed.exclude(actor=watch.user_id).select_related("actor")
    found = {event.tag: event for event in pushed.newest_first() if is_new(event)}
    here = Tag.objects.filter(repository=watch.repository_id)
    still = set(here.filter(name__in=list(found)).values_list("name", flat=True))
    return [event for tag, event in found.items() if tag in still]
