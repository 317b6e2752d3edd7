"""A person, their address and their namespace: together or not at all."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model

from hub.accounts.errors import EmailTaken, PasswordRefused
from hub.accounts.models import User
from hub.accounts.services import sign_up
from hub.namespaces.errors import NamespaceTaken
from hub.namespaces.models import Membership, Namespace
from tests.services.threads import at_once
from tests.world import PASSWORD, person

pytestmark = pytest.mark.django_db


def test_it_refuses_an_address_that_somebody_has():
    person("alice")

    with pytest.raises(EmailTaken):
        sign_up(username="bob", email="Alice@Mail.example", password=PASSWORD)

    assert not Namespace.objects.filter(name="bob").exists()


@pytest.mark.parametrize(
    "password",
    ["", "short", "password123", "ferry-charlie", "1" * 1025],
    ids=["empty", "short", "common", "like the name", "too long"],
)
def test_it_refuses_a_bad_password(password):
    with pytest.raises(PasswordRefused):
        sign_up(username="ferry-charlie", email="c@mail.example", password=password)

    assert not User.objects.exists()
    assert not Namespace.objects.filter(name="ferry-charlie").exists()


def test_it_leaves_nothing_behind_when_the_name_is_taken_in_between(monkeypatch):
    def somebody_was_faster(*, user, name):
        raise NamespaceTaken(name)

    monkeypatch.setattr("hub.accounts.services.claim_personal", somebody_was_faster)

    with pytest.raises(NamespaceTaken):
        sign_up(username="alice", email="alice@mail.example", password=PASSWORD)

    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()


def test_it_folds_name_and_address():
    user = sign_up(username=" Alice ", email=" Alice@Mail.Example ", password=PASSWORD)

    assert (user.username, user.email) == ("alice", "alice@mail.example")
    assert user.namespace.name == "alice"


def test_the_person_owns_the_namespace_and_the_address():
    user = person("alice")

    address = EmailAddress.objects.get(user=user)
    membership = Membership.objects.get(user=user)

    assert (address.email, address.primary) == (user.email, True)
    assert not address.verified
    assert membership.role == Membership.Role.OWNER
    assert membership.namespace == user.namespace


def test_a_superuser_made_by_django_has_all_of_it_too():
    user = get_user_model().objects.create_superuser(
        "chief", "chief@mail.example", PASSWORD
    )

    assert user.is_staff
    assert user.is_superuser
    assert user.namespace.name == "chief"
    assert EmailAddress.objects.get(user=user).verified


@pytest.mark.django_db(transaction=True)
def test_of_many_who_give_one_address_at_once_one_gets_in():
    names = iter([f"person{number}" for number in range(6)])

    def try_it():
        try:
            sign_up(username=next(names), email="one@mail.example", password=None)
        except EmailTaken:
            return "taken"
        return "in"

    answers = at_once(6, try_it)

    assert sorted(answers) == ["in", *["taken"] * 5]
    assert Namespace.objects.filter(kind="person").count() == 1
