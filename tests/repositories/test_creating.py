"""Making repositories: names, texts and the allowance."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from hub.events.models import Event
from hub.events.record import By
from hub.namespaces import services as namespaces
from hub.namespaces.models import Namespace
from hub.repositories import services
from hub.repositories.errors import (
    PrivateAllowanceUsed,
    RepositoryNameInvalid,
    RepositoryNameTaken,
    TextTooLong,
)
from hub.repositories.models import Repository, RepositoryName
from tests.services.threads import at_once
from tests.world import by, person, repository

pytestmark = pytest.mark.django_db

SENTENCE = (
    "alice has used 1 of 1 private repositories. Make one public, or ask for more."
)


@pytest.fixture
def alice():
    return person("alice")


@pytest.mark.parametrize(
    "name",
    ["", "App", "a/b", "-a", "a-", "a..b", "a b", "a\x00b", "a\n", "é", "a" * 129],
)
def test_it_refuses_what_is_no_name(alice, name):
    with pytest.raises(RepositoryNameInvalid):
        services.create(namespace=alice.namespace, name=name, by=by(alice))


def test_it_refuses_a_name_that_is_taken(alice):
    repository("alice/app")

    with pytest.raises(RepositoryNameTaken) as refused:
        repository("alice/app")

    assert str(refused.value) == "alice/app is taken. Choose another name."


def test_a_deleted_repository_keeps_its_name_until_it_is_purged(alice):
    services.delete(repository=repository("alice/app"), by=by(alice))

    with pytest.raises(RepositoryNameTaken):
        repository("alice/app")


def test_it_refuses_the_second_private_one_in_words_that_say_what_to_do(alice):
    repository("alice/notes", is_private=True)

    with pytest.raises(PrivateAllowanceUsed) as refused:
        repository("alice/ledger", is_private=True)

    assert str(refused.value) == SENTENCE
    assert not Repository.objects.filter(full_name="alice/ledger").exists()


def test_it_refuses_to_make_a_public_one_private_then_too(alice):
    app = repository("alice/app")
    repository("alice/notes", is_private=True)

    with pytest.raises(PrivateAllowanceUsed):
        services.make_private(repository=app, by=by(alice))

    app.refresh_from_db()
    assert app.is_public


def test_a_push_is_refused_rather_than_made_public(alice):
    repository("alice/notes", is_private=True)
    namespaces.set_push_visibility(
        namespace=alice.namespace, is_private=True, by=by(alice)
    )

    with pytest.raises(PrivateAllowanceUsed):
        services.find_or_create(namespace=alice.namespace, name="app", by=by(alice))

    assert not Repository.objects.filter(full_name="alice/app").exists()


@pytest.mark.parametrize(
    ("field", "limit"), [("description", 100), ("overview", 25_000)]
)
def test_it_refuses_texts_that_are_too_long(alice, field, limit):
    assert repository("alice/app", **{field: "é" * limit})

    with pytest.raises(TextTooLong) as refused:
        repository("alice/other", **{field: "é" * (limit + 1)})

    assert (refused.value.field, refused.value.limit) == (field, limit)


def test_what_is_already_private_can_be_made_private_again(alice):
    notes = repository("alice/notes", is_private=True)

    assert services.make_private(repository=notes, by=by(alice)).is_private


@pytest.mark.parametrize("free", [services.make_public, services.delete])
def test_making_public_and_deleting_free_the_slot(alice, free):
    free(repository=repository("alice/notes", is_private=True), by=by(alice))

    assert repository("alice/ledger", is_private=True)


def test_each_namespace_has_an_allowance_of_its_own(alice):
    person("bob")
    repository("alice/notes", is_private=True)

    assert repository("bob/notes", is_private=True)


def test_a_higher_allowance_makes_room_and_a_lower_one_takes_nothing_away(alice):
    change = {"namespace": alice.namespace, "by": by(alice)}
    namespaces.set_allowance(private_repositories=2, **change)
    repository("alice/notes", is_private=True)
    ledger = repository("alice/ledger", is_private=True)

    namespaces.set_allowance(private_repositories=0, **change)

    assert Repository.objects.private().count() == 2
    services.make_public(repository=ledger, by=by(alice))
    with pytest.raises(PrivateAllowanceUsed) as refused:
        services.make_private(repository=ledger, by=by(alice))
    assert "1 of 0" in str(refused.value)


def test_a_lifted_allowance_has_no_end(alice):
    namespaces.lift_allowance(namespace=alice.namespace, by=by(alice))

    assert [repository(f"alice/n{i}", is_private=True) for i in range(3)]


def test_the_default_is_a_setting(alice, settings):
    settings.HUB_PRIVATE_REPOSITORIES = 0

    with pytest.raises(PrivateAllowanceUsed):
        repository("alice/notes", is_private=True)


def test_it_says_who_made_it(alice):
    app = repository("alice/app", is_private=True)

    event = Event.objects.of_repository(app).get()

    assert (event.kind, event.actor) == ("repository.create", alice)
    assert (event.credential, event.data) == ("session", {"is_private": True})
    assert app.created_by == alice


def test_the_database_keeps_one_current_name_a_repository(alice):
    app = repository("alice/app")

    with pytest.raises(IntegrityError), transaction.atomic():
        RepositoryName.objects.create(
            namespace=alice.namespace, name="other", repository=app
        )


def create_private(user, name, by):
    services.create(namespace=user.namespace, name=name, is_private=True, by=by)


def push(user, name, by):
    services.find_or_create(namespace=user.namespace, name=name, by=by)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_one_private_repository():
    """Mixed as they come: the form, a push, a switch from public to private."""
    alice = person("alice")
    namespaces.set_push_visibility(
        namespace=alice.namespace, is_private=True, by=by(alice)
    )
    public = [repository(f"alice/public{number}") for number in range(7)]
    who = By(alice.pk, "session")
    attempts = iter(
        [
            *[partial(services.make_private, repository=row) for row in public],
            *[partial(create_private, alice, f"form{number}") for number in range(7)],
            *[partial(push, alice, f"push{number}") for number in range(6)],
        ]
    )

    def attempt():
        try:
            next(attempts)(by=who)
        except PrivateAllowanceUsed as refused:
            return str(refused)
        return "done"

    answers = at_once(20, attempt)

    assert answers.count("done") == 1
    assert answers.count(SENTENCE) == 19
    assert Repository.objects.private().count() == 1


@pytest.mark.django_db(transaction=True)
def test_pushes_that_create_one_repository_together_all_get_it():
    alice = person("alice")

    def push():
        return services.find_or_create(
            namespace=alice.namespace, name="app", by=by(alice)
        ).pk

    answers = at_once(8, push)

    assert len(set(answers)) == 1
    assert Event.objects.filter(kind="repository.create").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_who_want_one_name_at_once_one_gets_it():
    alice = person("alice")

    def create():
        try:
            services.create(namespace=alice.namespace, name="app", by=by(alice))
        except RepositoryNameTaken:
            return "taken"
        return "made"

    answers = at_once(8, create)

    assert sorted(answers) == ["made", *["taken"] * 7]


def test_a_push_obeys_what_the_namespace_wants_by_now(alice):
    as_read_before = Namespace.objects.get(name="alice")
    namespaces.set_push_visibility(
        namespace=alice.namespace, is_private=True, by=by(alice)
    )

    made = services.find_or_create(namespace=as_read_before, name="app", by=by(alice))

    assert made.is_private
