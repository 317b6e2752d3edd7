"""What those whom a suspension hits are told of it. To everybody else what is suspended is not there."""

from dataclasses import dataclass

from hub.events.models import Event
from hub.namespaces.models import Namespace


@dataclass(frozen=True)
class Suspension:
    namespace: str
    reason: str


def reason_of(kind, namespace) -> str:
    """Of the last event of that kind; empty where the log has forgotten it."""
    told = Event.objects.filter(namespace=namespace, kind=kind).newest_first()
    return (told.values_list("data", flat=True).first() or {}).get("reason", "")


def of_member(user_id) -> list[Suspension]:
    """Of the namespaces of a person. Nobody is a member any more of one that was deleted."""
    return told(suspended().filter(memberships__user=user_id))


def of_member_in(name, user_id) -> Suspension | None:
    """None too for whoever is no member."""
    if user_id is None:
        return None
    found = suspended().filter(name=name, memberships__user=user_id)
    return next(iter(told(found)), None)


def suspended():
    return Namespace.objects.filter(is_active=False)


def told(namespaces):
    names = namespaces.order_by("name").values_list("name", flat=True)
    return [Suspension(name, reason_of("namespace.deactivate", name)) for name in names]
