"""The mail of new tags. Whether its reader may still pull them is asked when it is sent."""

from django.urls import reverse

from hub.access import actors, policy
from hub.accounts.letters import letter
from hub.addresses import origin
from hub.content.tags import RESTORED
from hub.watching import news, services
from hub.watching.models import Watch

TAGS_SHOWN = 20


def send(watch_id, *, after, up_to):
    """Nothing, where they stopped meanwhile, were suspended, may no longer see it, or nothing is left to tell."""
    watch = Watch.objects.select_related("user", "repository").filter(pk=watch_id)
    watch = watch.first()
    if watch is None or not watch.user.email or not may_pull(watch):
        return
    events = news.of(watch, after=after, up_to=up_to)
    if events:
        message(watch, events).send()


def may_pull(watch):
    visible = policy.visible_repositories(actors.of_session(watch.user))
    return watch.user.is_active and visible.filter(pk=watch.repository_id).exists()


def message(watch, events):
    stop = address("watch_stop", key=services.key_of(watch.pk))
    return letter(
        "watching/mail/new_tags.txt",
        language=watch.user.language,
        to=watch.user.email,
        headers={
            "List-Unsubscribe": f"<{stop}>",
            # RFC 8058: mail programs may show a button that posts there.
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        repository=watch.repository,
        events=events[:TAGS_SHOWN],
        first=events[0],
        number=len(events),
        has_restored=any(event.kind == RESTORED for event in events),
        number_of_others=max(0, len(events) - TAGS_SHOWN),
        host=origin().partition("://")[2],
        link=tags_page(watch.repository),
        stop=stop,
    )


def tags_page(repository):
    name = repository.parsed_name
    return address("tags", namespace=name.namespace, name=name.name)


def address(page, **kwargs):
    return origin() + reverse(page, kwargs=kwargs)
