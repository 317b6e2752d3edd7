"""The account knows its language, and mail that no page asks for is written in it."""

import re

import pytest
from django.core import mail

from hub.accounts.models import User
from tests.world import PASSWORD, person

pytestmark = pytest.mark.django_db


def language(name):
    return User.objects.get(username=name).language


def test_a_stranger_who_chooses_one_changes_no_account(client, world):
    client.post("/account/language/", {"language": "ko"})

    assert not User.objects.exclude(language="").exists()


def test_it_is_the_one_they_sign_up_in(client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # Nobody is signed in yet.
    new = {"username": "dave", "email": "dave@mail.example", "password": PASSWORD}
    client.post("/account/sign-up/", new, headers={"accept-language": "ko"})

    assert language("dave") == "ko"


def test_an_account_without_one_takes_that_of_the_first_sign_in(client):
    person("alice")
    sign_in = {"username": "alice", "password": PASSWORD}

    for wanted in ("ko", "en"):
        client.post("/account/sign-in/", sign_in, headers={"accept-language": wanted})
        client.logout()

    assert language("alice") == "ko"


def test_it_is_the_one_they_choose(client, world):
    client.force_login(world.alice)

    client.post("/account/language/", {"language": "ko"})

    assert language("alice") == "ko"
    assert not language("bob")


def share(client):
    path = "/alice/app/settings/collaborators/"
    client.post(path, {"username": "dora", "role": "write"})


def invite(client):
    client.post("/harbour/-/invitations/", {"to": "dora", "role": "member"})


@pytest.mark.parametrize("tell", [share, invite])
@pytest.mark.parametrize(("mine", "theirs"), [("en", "ko"), ("ko", "en")])
def test_others_are_written_to_in_theirs(
    client, harbour, world, run_jobs, settings, tell, mine, theirs
):
    settings.HAS_MAIL = True
    person("dora", is_email_confirmed=True, language=theirs)
    client.force_login(world.alice)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = mine

    tell(client)
    run_jobs()

    is_korean = re.search("[가-힣]", mail.outbox[0].subject) is not None
    assert is_korean == (theirs == "ko")
