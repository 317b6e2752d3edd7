"""`manage.py add_repository` and `manage.py set_allowance`."""

import pytest

from hub.namespaces import services
from hub.namespaces.models import Namespace
from hub.repositories.models import Repository
from tests.world import by, person, repository

SENTENCE = (
    "alice has used 1 of 1 private repositories. Make one public, or ask for more.\n"
)


@pytest.fixture
def alice(db):
    return person("alice")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nobody/app"], "There is no namespace nobody."),
        (["admin/app"], "There is no namespace admin."),
        (["alice/taken"], "alice/taken is taken. Choose another name."),
        (["alice/App"], "“alice/App” cannot be a name."),
        (["alice/a/b"], "“alice/a/b” cannot be a name."),
        (["alice/"], "“alice/” cannot be a name."),
        (["alice/a\x00b"], "cannot be a name."),
        (["alice/app", "--description", "x" * 101], "100 characters at most."),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_1(manage, alice, arguments, sentence):
    repository("alice/taken")

    answer = manage("add_repository", *arguments)

    assert (answer.code, answer.out) == (1, "")
    assert sentence in answer.err
    assert answer.err.count("\n") == 1
    assert Repository.objects.count() == 1


def test_it_refuses_the_second_private_one(manage, alice):
    repository("alice/notes", is_private=True)

    answer = manage("add_repository", "alice/ledger", "--private")

    assert (answer.code, answer.err) == (1, SENTENCE)


def test_it_refuses_a_namespace_that_was_switched_off(manage, alice):
    services.deactivate(namespace=alice.namespace, by=by(alice))

    assert manage("add_repository", "alice/app").code == 1


def test_it_makes_a_repository(manage, alice):
    answer = manage("add_repository", "alice/app", "--description", "Ferries")

    made = Repository.objects.get()
    assert (answer.code, answer.out) == (0, "alice/app is ready.\n")
    assert (made.full_name, made.is_private) == ("alice/app", False)
    assert (made.description, made.created_by) == ("Ferries", None)


def test_it_makes_a_private_one(manage, alice):
    manage("add_repository", "alice/app", "--private")

    assert Repository.objects.get().is_private


def test_one_word_is_an_official_image(manage, db):
    answer = manage("add_repository", "nginx")

    assert answer.out == "library/nginx is ready.\n"


def allow(manage, namespace, number):
    return manage("set_allowance", namespace, "--private-repositories", number)


@pytest.mark.parametrize("name", ["nobody", "admin", "x" * 5000])
def test_an_allowance_is_for_a_namespace_that_is_there(manage, alice, name):
    answer = allow(manage, name, "3")

    assert (answer.code, answer.err) == (1, f"There is no namespace {name}.\n")


@pytest.mark.parametrize("number", ["-1", "many", "", "1.5", "1" + "0" * 30, "٣"])
def test_an_allowance_is_a_number(manage, alice, number):
    assert allow(manage, "alice", number).code == 2
    assert Namespace.objects.get(name="alice").allowance == 1


@pytest.mark.parametrize(
    ("number", "allowance"),
    [("0", 0), ("25", 25), ("default", 1), ("unlimited", None)],
)
def test_an_allowance_is_set(manage, alice, number, allowance):
    assert allow(manage, "alice", number).code == 0
    assert Namespace.objects.get(name="alice").allowance == allowance
