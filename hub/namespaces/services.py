"""Claiming names, and the settings of the namespace behind one."""

from django.db import IntegrityError, transaction

from hub.events.record import record
from hub.namespaces import lookalikes
from hub.namespaces.errors import (
    NamespaceInvalid,
    NamespaceResembles,
    NamespaceTaken,
)
from hub.namespaces.locking import lock
from hub.namespaces.models import Membership, Namespace
from hub.oci import names


@transaction.atomic
def claim_personal(*, user, name) -> Namespace:
    """Make `name` the namespace of `user`; raises NamespaceInvalid, NamespaceTaken."""
    namespace = claim(name=name, kind=Namespace.Kind.PERSON, owner=user)
    Membership.objects.create(
        namespace=namespace, user=user, role=Membership.Role.OWNER
    )
    return namespace


def claim(*, name, kind, owner=None) -> Namespace:
    require_free(name)
    try:
        with transaction.atomic():
            return Namespace.objects.create(name=name, kind=kind, owner=owner)
    except IntegrityError as error:
        raise NamespaceTaken(name, suggestion(name)) from error


def require_free(name):
    if not names.is_namespace(name):
        raise NamespaceInvalid(name)
    if Namespace.objects.filter(name=name).exists():
        raise NamespaceTaken(name, suggestion(name))
    if other := lookalikes.resembles(name):
        raise NamespaceResembles(name, other)


def suggestion(name):
    """A free name like `name`: the first of name2 … name99; empty where none is short enough or free, or all would
    be taken for a name that is protected.
    """
    candidates = [
        candidate
        for number in range(2, 100)
        if names.is_namespace(candidate := f"{name}{number}")
    ]
    taken = set(
        Namespace.objects.filter(name__in=candidates).values_list("name", flat=True)
    )
    free = next((candidate for candidate in candidates if candidate not in taken), "")
    return "" if free and lookalikes.resembles(free) else free


@transaction.atomic
def set_push_visibility(*, namespace, is_private, by):
    """Whether repositories that a push creates start private."""
    namespace.pushes_are_private = is_private
    namespace.save(update_fields=["pushes_are_private"])
    record(
        "namespace.settings",
        by=by,
        namespace=namespace.name,
        pushes_are_private=is_private,
    )
    return namespace


@transaction.atomic
def set_allowance(*, namespace, private_repositories, by):
    """A number, or None for the hub's default. What exists stays; a lower number only refuses new ones."""
    return save_allowance(namespace, private_repositories, is_unlimited=False, by=by)


@transaction.atomic
def lift_allowance(*, namespace, by):
    """As many private repositories as it likes."""
    return save_allowance(namespace, None, is_unlimited=True, by=by)


def save_allowance(namespace, private_repositories, *, is_unlimited, by):
    namespace = lock(namespace)
    namespace.private_repositories = private_repositories
    namespace.has_unlimited_private_repositories = is_unlimited
    namespace.save(
        update_fields=["private_repositories", "has_unlimited_private_repositories"]
    )
    record(
        "namespace.allowance",
        by=by,
        namespace=namespace.name,
        private_repositories="unlimited" if is_unlimited else private_repositories,
    )
    return namespace


@transaction.atomic
def set_verified(*, namespace, is_verified, by):
    """Whether operators vouch that the publisher is who the name says."""
    others = Namespace.objects.filter(pk=namespace.pk).exclude(is_verified=is_verified)
    if others.update(is_verified=is_verified):
        record(
            "namespace.verify", by=by, namespace=namespace.name, is_verified=is_verified
        )


@transaction.atomic
def deactivate(*, namespace, by, reason=""):
    """Nobody sees it or what is in it from the next request on; everything stays, and the name stays taken."""
    if Namespace.objects.filter(pk=namespace.pk, is_active=True).update(
        is_active=False
    ):
        record("namespace.deactivate", by=by, namespace=namespace.name, reason=reason)


@transaction.atomic
def activate(*, namespace, by, reason=""):
    if Namespace.objects.filter(pk=namespace.pk, is_active=False).update(
        is_active=True
    ):
        record("namespace.activate", by=by, namespace=namespace.name, reason=reason)
