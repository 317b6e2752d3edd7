"""Signing up and in with what another service says."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.core.cache import cache

from hub.accounts import credentials, identities, services
from hub.accounts.models import BrowserSession, User
from hub.events.models import Event
from hub.events.record import THE_HUB
from hub.operators import invitations
from hub.web.accounts.providers import BitbucketSpoken
from tests.authenticator import turn_on
from tests.services.identity_provider import CLIENT
from tests.web.reading import read
from tests.world import by, person

pytestmark = pytest.mark.django_db

SIGN_UP = "/account/sign-up/with/"
KINDS = ["oidc", "github", "gitlab", "bitbucket"]


@pytest.fixture(autouse=True)
def offered(settings, identity_provider, monkeypatch):
    cache.clear()
    settings.HUB_PROVIDERS = {
        name: {
            "url": identity_provider.url,
            "title": name.title(),
            "client_id": CLIENT["client_id"],
            "secret": CLIENT["client_secret"],
        }
        for name in KINDS
    }
    for name, path in {
        "access_token_url": "/site/oauth2/access_token",
        "authorize_url": "/authorize",
        "profile_url": "/2.0/user",
        "emails_url": "/2.0/user/emails",
    }.items():
        monkeypatch.setattr(BitbucketSpoken, name, identity_provider.url + path)
    return settings


def begin(client, name="oidc", **fields):
    return client.post(f"/account/sign-in/with/{name}/", fields)


def way_back(response, provider):
    """What the person's browser is told to ask of the hub, once they pressed the provider's button."""
    (address,) = re.findall(r'content="0;url=([^"]+)"', response.content.decode())
    asked = dict(parse_qsl(urlsplit(unescape(address)).query))
    return provider.authorize(asked).removeprefix("http://testserver")


def sign_in(client, provider, name="oidc", **fields):
    return client.get(way_back(begin(client, name, **fields), provider))


def sign_up(client, provider, name="oidc", **fields):
    begun = sign_in(client, provider, name)
    assert begun["Location"] == SIGN_UP
    initial = client.get(SIGN_UP).context["form"].initial
    return client.post(SIGN_UP, initial | fields)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def link(user, uid="248289761001", name="oidc"):
    identity = identities.Identity(identities.place_of(name), uid)
    identities.link(user=user, identity=identity, by=by(user))


# On the way there and back


def test_what_is_not_set_up_is_not_there(client, offered):
    offered.HUB_PROVIDERS = {}

    assert begin(client).status_code == 404
    assert client.get("/account/sign-in/with/oidc/back/?code=a").status_code == 404
    assert "Continue with" not in read(client, "/account/sign-in/").text


def test_a_link_begins_nothing(client):
    response = client.get("/account/sign-in/with/oidc/")

    assert response["Location"] == "/account/sign-in/"


def test_a_form_without_its_token_is_refused(client):
    client.handler.enforce_csrf_checks = True

    assert begin(client).status_code == 403


def test_nobody_comes_back_who_did_not_leave(client, identity_provider):
    came = way_back(begin(client), identity_provider)
    other = type(client)()

    for path in (came, came.replace("state=", "state=x"), came.partition("?")[0]):
        page = read(other, path)
        assert page.status == 403
        assert "began in another browser" in page.text
    assert not is_signed_in(other)


def test_an_answer_works_once(client, identity_provider):
    came = way_back(begin(client), identity_provider)
    client.get(came)

    assert client.get(came).status_code == 403


def test_an_answer_of_one_provider_is_none_of_another(client, identity_provider):
    came = way_back(begin(client, "github"), identity_provider)

    assert client.get(came.replace("github", "oidc")).status_code == 403


def test_a_person_who_does_not_allow_it_is_told_so(client, identity_provider):
    identity_provider.says_no = True

    response = sign_in(client, identity_provider)

    assert response.status_code == 403
    assert "you did not allow it" in response.content.decode()


@pytest.mark.parametrize("name", KINDS)
def test_a_provider_that_is_away_gets_a_page(client, offered, monkeypatch, name):
    nowhere = "http://127.0.0.1:9"
    offered.HUB_PROVIDERS[name]["url"] = nowhere
    monkeypatch.setattr(BitbucketSpoken, "access_token_url", nowhere)

    response = begin(client, name)
    if response.status_code == 200:
        state = re.search(r"state=(\w+)", response.content.decode())[1]
        back = f"/account/sign-in/with/{name}/back/?code=a&state={state}"
        response = client.get(back)

    assert response.status_code == 502
    assert "cannot be reached" in response.content.decode()


@pytest.mark.parametrize(
    "odd",
    [
        (200, "no JSON"),
        (200, {"sub": None, "id": None, "email": {"a": 1}}),
        (200, {"sub": "x" * 1000, "id": "x" * 1000, "account_id": "x" * 1000}),
    ],
)
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("oidc", "/userinfo"),
        ("oidc", "/token"),
        ("oidc", "/jwks"),
        ("github", "/login/oauth/access_token"),
        ("github", "/api/v3/user"),
        ("github", "/api/v3/user/emails"),
        ("gitlab", "/api/v4/user"),
        ("bitbucket", "/2.0/user"),
        ("bitbucket", "/2.0/user/emails"),
    ],
)
def test_an_answer_that_makes_no_sense_gets_a_page(
    client, identity_provider, name, path, odd
):
    came = way_back(begin(client, name), identity_provider)
    identity_provider.odd[path] = odd

    response = client.get(came)

    assert response.status_code == 502 or response["Location"] == SIGN_UP
    assert not is_signed_in(client)


@pytest.mark.parametrize("odd", [(500, "no"), (200, "no JSON"), (200, {})])
def test_a_discovery_that_makes_no_sense_gets_a_page(client, identity_provider, odd):
    identity_provider.odd["/.well-known/openid-configuration"] = odd

    assert begin(client).status_code == 502


def test_a_token_that_somebody_else_signed_is_refused(client, identity_provider):
    identity_provider.signs_with = ec.generate_private_key(ec.SECP256R1())

    assert sign_in(client, identity_provider).status_code == 502


def test_two_answers_about_two_people_are_refused(client, identity_provider):
    identity_provider.odd["/userinfo"] = 200, {"sub": "1", "email": "a@b.example"}

    assert sign_in(client, identity_provider).status_code == 502


def test_a_name_for_the_person_that_no_column_holds_is_refused(
    client, identity_provider
):
    identity_provider.person["sub"] = "1" * 192

    assert sign_in(client, identity_provider).status_code == 502


# Signing up


@pytest.mark.parametrize("name", KINDS)
def test_a_newcomer_chooses_a_name_and_is_in(client, identity_provider, name):
    response = sign_up(client, identity_provider, name)

    assert response["Location"] == "/repositories/"
    nora = User.objects.get()
    assert (nora.username, nora.email) == ("nora", "nora@mail.example")
    assert nora.namespace.name == "nora"
    assert not nora.has_usable_password()
    assert EmailAddress.objects.get().verified
    assert is_signed_in(client)
    assert Event.objects.filter(kind="account.link", credential="provider").exists()
    account = SocialAccount.objects.get()
    assert account.extra_data == {"name": "Nora"}


def test_the_providers_token_is_kept_nowhere(client, identity_provider):
    sign_in(client, identity_provider)

    (token,) = identity_provider.tokens
    kept = [str(session.get_decoded()) for session in BrowserSession.objects.all()]
    assert any("248289761001" in text for text in kept)
    assert not any(token in text for text in kept)


def test_the_name_is_suggested_where_it_is_free(client, identity_provider):
    person("nora")
    sign_in(client, identity_provider)

    assert client.get(SIGN_UP).context["form"].initial["username"] == "nora2"


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"username": "admin"}, "username"),
        ({"username": "d0cker"}, "username"),
        ({"username": "n"}, "username"),
        ({"username": "bob"}, "username"),
        ({"email": "bob@mail.example"}, "email"),
        ({"email": "nowhere"}, "email"),
    ],
)
def test_the_rules_of_every_sign_up_hold(client, identity_provider, fields, at):
    person("bob")

    response = sign_up(client, identity_provider, **fields)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {at}
    assert User.objects.count() == 1


def test_an_account_is_never_taken_by_its_address(client, identity_provider):
    person("bob")
    identity_provider.person["email"] = "bob@mail.example"

    response = sign_up(client, identity_provider)

    assert response.status_code == 422
    assert "Somebody already signed up with" in response.content.decode()
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("verified", [False, "false", None])
def test_an_address_the_provider_does_not_vouch_for_is_confirmed_by_mail(
    client, identity_provider, settings, run_jobs, verified
):
    settings.HAS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    identity_provider.person["email_verified"] = verified

    response = sign_up(client, identity_provider)
    run_jobs()

    assert response["Location"] == "/account/confirm-email/"
    assert mail.outbox[0].to == ["nora@mail.example"]
    assert not is_signed_in(client)


def test_an_account_that_never_confirmed_the_address_gives_way(
    client, identity_provider, settings
):
    squatter = person("mallory")
    User.objects.filter(pk=squatter.pk).update(email="nora@mail.example")
    EmailAddress.objects.update(email="nora@mail.example")
    settings.HAS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"

    sign_up(client, identity_provider)

    assert is_signed_in(client)
    assert credentials.find_user("nora@mail.example").username == "nora"


def test_another_address_than_the_provider_says_is_confirmed_by_mail(
    client, identity_provider
):
    sign_up(client, identity_provider, email="other@mail.example")

    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    ("mode", "says"), [("closed", "is closed"), ("invitation", "is by invitation")]
)
def test_a_hub_that_is_not_open_takes_no_newcomer(
    client, identity_provider, settings, mode, says
):
    settings.HUB_SIGN_UP = mode

    response = sign_in(client, identity_provider)

    assert response.status_code == 403
    assert says in response.content.decode()
    assert client.get(SIGN_UP).status_code == 302


def test_a_hub_that_closes_meanwhile_takes_no_newcomer(
    client, identity_provider, settings
):
    sign_in(client, identity_provider)
    settings.HUB_SIGN_UP = "closed"

    response = client.post(SIGN_UP, {"username": "nora", "email": "nora@mail.example"})

    assert response.status_code == 403
    assert not User.objects.exists()


def test_an_address_of_another_domain_is_refused(client, identity_provider, settings):
    settings.HUB_SIGN_UP, settings.HUB_SIGN_UP_DOMAINS = "domain", ["harbour.example"]

    response = sign_up(client, identity_provider)

    assert response.status_code == 422
    assert "email" in response.context["form"].errors


def test_an_invitation_goes_along_and_works_once(client, identity_provider, settings):
    settings.HUB_SIGN_UP = "invitation"
    _row, secret = invitations.invite(note="For Nora", days=7, by=THE_HUB)
    page = read(client, f"/account/sign-up/key/{secret}/")
    assert "Continue with Oidc" in page.text

    sign_in(client, identity_provider, invitation=secret)
    initial = client.get(SIGN_UP).context["form"].initial
    assert client.post(SIGN_UP, initial).status_code == 302
    assert User.objects.get().username == "nora"

    client.logout()
    identity_provider.person["sub"] = "2"
    assert sign_in(client, identity_provider, invitation=secret).status_code == 403


def test_nobody_signs_up_without_having_been_there(client):
    assert client.get(SIGN_UP)["Location"] == "/account/sign-in/"
    assert client.post(SIGN_UP, {"username": "nora"}).status_code == 302


# Signing in


@pytest.mark.parametrize("name", KINDS)
def test_whoever_is_linked_is_in(client, identity_provider, name):
    link(person("nora"), name=name)

    response = sign_in(client, identity_provider, name, next="/new/")

    assert response["Location"] == "/new/"
    assert is_signed_in(client)
    assert client.session.get_expire_at_browser_close()


def test_it_leads_back_only_within_the_hub(client, identity_provider):
    link(person("nora"))

    response = sign_in(client, identity_provider, next="https://evil.example/")

    assert response["Location"] == "/"


def test_the_same_number_elsewhere_is_somebody_else(client, identity_provider, offered):
    link(person("nora"))
    offered.HUB_PROVIDERS["oidc"]["url"] += "/.well-known/openid-configuration"

    assert sign_in(client, identity_provider)["Location"] == SIGN_UP


def test_the_second_factor_is_asked_all_the_same(client, identity_provider):
    nora = person("nora")
    link(nora)
    turn_on(nora)

    response = sign_in(client, identity_provider)

    assert response["Location"] == "/account/sign-in/code/"
    assert not is_signed_in(client)


def test_whoever_is_suspended_is_told_so(client, identity_provider):
    nora = person("nora")
    link(nora)
    services.deactivate(user=nora, by=by(nora))

    sign_in(client, identity_provider)

    assert not is_signed_in(client)
    assert "suspended" in read(client, "/account/sign-in/").text


def test_an_account_that_was_deleted_is_not_found_again(client, identity_provider):
    from hub.repositories import leaving

    nora = person("nora")
    link(nora)
    leaving.delete_account(user=nora, by=by(nora))

    assert sign_in(client, identity_provider)["Location"] == SIGN_UP
