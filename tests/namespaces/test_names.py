"""Who gets a name."""

import pytest
from django.db import IntegrityError, transaction

from hub.accounts.services import sign_up
from hub.namespaces.errors import NamespaceInvalid, NamespaceTaken
from hub.namespaces.models import Namespace
from hub.namespaces.services import claim, require_free
from tests.services.threads import at_once
from tests.world import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        *["", "a", "a" * 40, "-ab", "ab-", "a--b", "a_b", "a.b", "a/b", "a b", "Ab"],
        *["ab\n", "a\x00b", "äb", "a٣b", "1" + "0" * 30 + "000000000"],
    ],
)
def test_it_refuses_what_is_no_name(name):
    with pytest.raises(NamespaceInvalid) as refused:
        require_free(name)

    assert "2 to 39" in str(refused.value)


@pytest.mark.parametrize("name", ["library", "admin", "new", "v2", "token", "account"])
def test_it_hands_out_no_reserved_word(name):
    with pytest.raises(NamespaceTaken):
        sign_up(username=name, email="mallory@mail.example", password=None)


def test_it_refuses_a_name_that_somebody_has_and_suggests_one():
    person("alice")

    with pytest.raises(NamespaceTaken) as refused:
        sign_up(username="Alice", email="other@mail.example", password=None)

    assert str(refused.value) == "alice is taken. Try alice2."


def test_it_suggests_nothing_where_nothing_like_it_is_short_enough():
    person("a" * 39)

    with pytest.raises(NamespaceTaken) as refused:
        require_free("a" * 39)

    assert str(refused.value) == f"{'a' * 39} is taken. Choose another name."


def test_an_organisation_takes_a_name_from_people_too():
    claim(name="harbour", kind=Namespace.Kind.ORGANISATION)

    with pytest.raises(NamespaceTaken):
        person("harbour")


def test_a_name_stays_taken_when_its_owner_is_deactivated():
    user = person("alice")
    Namespace.objects.filter(owner=user).update(is_active=False)

    with pytest.raises(NamespaceTaken):
        person("alice")


@pytest.mark.parametrize(
    "row",
    [
        {"name": "Alice", "kind": "organisation"},
        {"name": "alice", "kind": "person"},
    ],
)
def test_the_database_refuses_what_must_never_be(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        Namespace.objects.create(**row)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_want_one_name_at_once_one_gets_it():
    addresses = iter([f"p{number}@mail.example" for number in range(8)])

    def try_it():
        try:
            return sign_up(username="alice", email=next(addresses), password=None)
        except NamespaceTaken as refused:
            return str(refused)

    answers = at_once(8, try_it)

    assert len([one for one in answers if not isinstance(one, str)]) == 1
    assert {one for one in answers if isinstance(one, str)} == {
        "alice is taken. Try alice2."
    }
