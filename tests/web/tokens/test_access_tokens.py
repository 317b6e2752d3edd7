"""The page of access tokens and docker logins."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from hub.accounts import access_tokens, credentials, docker_logins, services
from hub.accounts.errors import CredentialsRefused
from hub.accounts.models import AccessToken, DockerLogin, Scope
from hub.events.models import Event
from tests.web.reading import Page, read
from tests.world import PASSWORD, by, person

pytestmark = pytest.mark.django_db

URL = "/account/tokens/"
HERE = credentials.Client("192.0.2.1", "docker/28.0 go/go1.24")


@pytest.fixture
def alice():
    return person("alice")


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


def create(client, **fields):
    data = {"label": "ci-app", "scope": "repo:write", "expires": "90"}
    return client.post(URL, data | fields)


def token_of(user, **fields):
    fields = {"label": "laptop", "scope": Scope.READ} | fields
    return access_tokens.create_access_token(user=user, **fields)


def log_in(user):
    credential = credentials.verify(name=user.username, secret=PASSWORD, client=HERE)
    docker_logins.create_docker_login(credential=credential, client=HERE)
    return DockerLogin.objects.get(user=user)


def test_a_stranger_is_asked_to_sign_in(client, alice):
    for response in (client.get(URL), create(client)):
        assert response["Location"] == f"/account/sign-in/?next={URL}"
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("label", ""),
        ("label", "   "),
        ("label", "x" * 101),
        ("label", "a\x00b"),
        ("scope", ""),
        ("scope", "repo:everything"),
        ("expires", ""),
        ("expires", "1" + "0" * 30),
        ("expires", "-1"),
    ],
)
def test_it_refuses(signed_in, field, value):
    response = create(signed_in, **{field: value})

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not AccessToken.objects.exists()


def test_the_secret_is_in_the_answer_and_never_again(signed_in, alice):
    response = create(signed_in)

    secret = response.context["secret"]
    page = Page(response)
    assert (page.status, response["Cache-Control"]) == (
        200,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert page.copies == [secret, "docker login testserver --username alice"]
    assert "Token “ci-app” is ready. Copy it now. Berth cannot show it again." in (
        page.text
    )
    assert secret not in signed_in.get(URL).content.decode()
    assert secret not in str(dict(signed_in.session))
    credential = credentials.verify(name="alice", secret=secret, client=HERE)
    assert credential.scope == Scope.WRITE


@pytest.mark.parametrize(
    ("expires", "days"), [("7", 7), ("30", 30), ("90", 90), ("365", 365)]
)
def test_it_expires_when_the_form_says(signed_in, expires, days):
    create(signed_in, expires=expires)

    left = AccessToken.objects.get().expires_at - timezone.now()
    assert timedelta(days=days, minutes=-1) < left <= timedelta(days=days)


def test_one_may_last_for_ever(signed_in):
    create(signed_in, expires="never")

    assert AccessToken.objects.get().expires_at is None


def test_it_lists_scope_expiry_and_last_use(signed_in, alice):
    token_of(alice, expires_in=timedelta(days=6))
    token, _ = token_of(alice, label="ci", scope=Scope.ADMIN)
    credentials.note_use(token, HERE)
    token_of(person("bob"), label="of bob")

    text = re.sub("What it can do .*? no other tokens. ", "", read(signed_in, URL).text)

    assert "laptop Read in 6 days Never Revoke" in text
    assert "ci Read, write, delete Never just now docker 28.0 192.0.2.1" in text
    assert "of bob" not in text


def test_a_label_is_words_and_nothing_else(signed_in):
    create(signed_in, label="<script>alert(1)</script>")

    assert "<script>alert" not in signed_in.get(URL).content.decode()


@pytest.mark.parametrize("number", ["0", "999999999", "1" + "0" * 30, "9" * 400])
@pytest.mark.parametrize("kind", ["", "docker-logins/"])
def test_what_is_not_mine_cannot_be_revoked(signed_in, alice, kind, number):
    assert signed_in.post(f"{URL}{kind}{number}/revoke/").status_code == 404


def test_somebody_elses_cannot_be_revoked(signed_in):
    bob = person("bob")
    token, _ = token_of(bob)
    login = log_in(bob)

    for path in (f"{token.pk}/revoke/", f"docker-logins/{login.pk}/revoke/"):
        assert signed_in.post(URL + path).status_code == 404

    assert AccessToken.objects.live().count() == 1
    assert DockerLogin.objects.live().count() == 1


def test_revoking_takes_a_form(signed_in, alice):
    token, _ = token_of(alice)

    assert signed_in.get(f"{URL}{token.pk}/revoke/")["Location"] == URL
    assert token.is_live


def test_a_revoked_token_ends_and_stays_listed(signed_in, alice):
    token, secret = token_of(alice)

    for _ in range(2):
        assert signed_in.post(f"{URL}{token.pk}/revoke/")["Location"] == URL

    with pytest.raises(CredentialsRefused):
        credentials.verify(name="alice", secret=secret, client=HERE)
    page = signed_in.get(URL)
    assert [token.label for token in page.context["ended_tokens"]] == ["laptop"]
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.actor, event.credential) == (
        "token.revoke",
        alice,
        "session",
    )


def test_docker_logins_stand_beside_them_and_can_be_ended(signed_in, alice):
    login = log_in(alice)
    text = Page(signed_in.get(URL)).text
    assert "192.0.2.1 docker 28.0 the password just now just now Revoke" in text

    signed_in.post(f"{URL}docker-logins/{login.pk}/revoke/")

    assert not DockerLogin.objects.live().exists()
    assert "192.0.2.1" not in Page(signed_in.get(URL)).text


def test_many_cost_no_more_questions_than_one(
    signed_in, alice, django_assert_num_queries
):
    for number in range(21):
        token, secret = token_of(alice, label=f"t{number}")
        credential = credentials.verify(name="alice", secret=secret, client=HERE)
        docker_logins.create_docker_login(credential=credential, client=HERE)

    # Session, person, how many tokens, those of the page, those that ended, logins.
    with django_assert_num_queries(6):
        page = Page(signed_in.get(URL))

    assert "1–20 of 21" in page.text


@pytest.mark.parametrize(
    "patterns",
    ["alice", "*", "alice/app bob/", "\n".join(f"a{n}/b" for n in range(21))],
)
def test_what_is_no_repository_is_refused(signed_in, patterns):
    page = Page(create(signed_in, repositories=patterns))

    assert page.status == 422
    assert "does not fit. Write up to 20 repositories like alice/app" in page.text
    assert not AccessToken.objects.exists()


def test_a_token_may_be_for_some_repositories_and_new_tags(signed_in):
    page = Page(
        create(
            signed_in,
            repositories="Alice/app, alice/web-*\nalice/app",
            withheld=["move", "delete"],
        )
    )

    token = AccessToken.objects.get()
    assert token.repositories == ["alice/app", "alice/web-*"]
    assert token.withheld == ["move", "delete"]
    assert "only alice/app, alice/web-*" in page.text
    assert "moves no tags" in page.text
    assert "deletes nothing" in page.text


def test_a_token_is_for_everything_where_nothing_is_said(signed_in):
    create(signed_in)

    token = AccessToken.objects.get()
    assert (token.repositories, token.withheld) == ([], [])


def test_it_leaves_out_the_docker_logins_that_two_factor_stopped(signed_in, alice):
    made_with = credentials.Credential(alice, "password")
    docker_logins.create_docker_login(credential=made_with, client=HERE)
    assert HERE.address in signed_in.get(URL).content.decode()

    services.set_two_factor(user=alice, is_on=True, by=by(alice))

    assert HERE.address not in signed_in.get(URL).content.decode()


@pytest.mark.parametrize(
    ("fields", "may", "may_not"),
    [
        ({"scope": Scope.PUBLIC_READ}, "what is public", ["private too", "Push"]),
        ({"scope": Scope.READ}, "private too", ["Push", "Delete tags"]),
        ({"scope": Scope.WRITE}, "move tags, and make", ["Delete tags", "Elsewhere"]),
        ({"scope": Scope.ADMIN}, "Delete tags and images.", []),
        ({"repositories": ["alice/app"]}, "All of it only in alice/app.", []),
        (
            {"scope": Scope.WRITE, "withheld": ["move"]},
            "no tag from another image",
            ["move tags, and"],
        ),
    ],
)
def test_it_says_what_each_can_do(signed_in, alice, fields, may, may_not):
    token_of(alice, **fields)

    words = read(signed_in, URL).text.partition("What it can do")[2]
    words = words.partition("It opens no page")[0]
    assert may in words
    assert not [word for word in may_not if word in words]


@pytest.mark.parametrize("has_mail", [True, False])
def test_a_reminder_is_promised_where_there_is_mail(signed_in, settings, has_mail):
    settings.HAS_MAIL = has_mail

    assert ("You get a mail" in read(signed_in, URL).text) == has_mail
