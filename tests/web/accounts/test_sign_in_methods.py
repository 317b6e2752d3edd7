"""What opens one's account: linking a provider, unlinking it, and proving who one is without a password."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from hub.accounts import identities, passkeys, two_factor
from hub.accounts.models import User
from hub.events.models import Event
from tests.passkey import Device
from tests.web.accounts import test_passkeys
from tests.web.accounts import test_providers as providers
from tests.web.accounts.test_providers import offered  # noqa: F401, a fixture
from tests.web.reading import read
from tests.world import PASSWORD, by, person

pytestmark = pytest.mark.django_db

METHODS = "/account/methods/"
LINK = "/account/methods/link/oidc/"


@pytest.fixture
def alice(client):
    alice = person("alice")
    client.force_login(alice)
    return alice


@pytest.fixture
def nora(client, identity_provider):
    """Signed up by the provider, without a password."""
    providers.sign_up(client, identity_provider)
    return User.objects.get(username="nora")


def link(client, provider, password=PASSWORD):
    response = client.post(LINK, {"current_password": password})
    return client.get(providers.way_back(response, provider))


def the_link():
    return SocialAccount.objects.get()


def unlink(client, **fields):
    return client.post(f"{METHODS}{the_link().pk}/unlink/", fields)


def after_an_hour(client):
    """As if the sign-in were long ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()


def test_a_stranger_is_asked_to_sign_in(client):
    for address in (METHODS, LINK, f"{METHODS}1/unlink/", "/account/prove/"):
        assert client.get(address)["Location"].startswith("/account/sign-in/")


def test_linking_takes_the_password(client, alice, identity_provider):
    assert client.post(LINK, {"current_password": "wrong"}).status_code == 422
    assert client.post(LINK).status_code == 422


def test_a_linked_provider_signs_in(client, alice, identity_provider):
    assert link(client, identity_provider)["Location"] == METHODS
    assert "Oidc is linked." in read(client, METHODS).text
    assert Event.objects.filter(kind="account.link", actor=alice).exists()

    client.logout()
    providers.sign_in(client, identity_provider)
    assert providers.is_signed_in(client)


def test_what_opens_another_account_is_not_linked(client, alice, identity_provider):
    providers.link(person("bob"))

    link(client, identity_provider)

    assert "is linked to somebody else" in read(client, METHODS).text
    assert the_link().user.username == "bob"


def test_linking_twice_changes_nothing(client, alice, identity_provider):
    link(client, identity_provider)
    link(client, identity_provider)

    assert SocialAccount.objects.count() == 1
    assert Event.objects.filter(kind="account.link").count() == 1


def test_a_link_that_comes_back_to_nobody_does_nothing(
    client, alice, identity_provider
):
    left = client.post(LINK, {"current_password": PASSWORD})
    came = providers.way_back(left, identity_provider)
    client.logout()

    assert client.get(came).status_code in (302, 403)
    assert not SocialAccount.objects.exists()


def test_unlinking_takes_the_password_and_ones_own_link(
    client, alice, identity_provider
):
    link(client, identity_provider)

    assert unlink(client, current_password="wrong").status_code == 422
    client.force_login(person("bob"))
    assert unlink(client, current_password=PASSWORD).status_code == 404
    assert SocialAccount.objects.exists()

    client.force_login(alice)
    assert unlink(client, current_password=PASSWORD)["Location"] == METHODS
    assert not SocialAccount.objects.exists()
    assert Event.objects.filter(kind="account.unlink", actor=alice).exists()


def test_the_last_way_in_stays(client, nora):
    response = unlink(client)

    assert response.status_code == 422
    assert "Nothing else opens your account." in response.content.decode()
    assert SocialAccount.objects.exists()


def test_a_provider_that_is_off_is_no_way_in(client, nora, offered):  # noqa: F811
    providers.link(nora, name="github")
    del offered.HUB_PROVIDERS["github"]

    with pytest.raises(identities.LastWayIn):
        identities.unlink(account=identities.of_user(nora)[0], by=by(nora))


def test_a_passkey_is_another_way_in_until_it_is_the_last(client, nora):
    device = Device("testserver")
    question, state = passkeys.ask_to_add(user=nora, site="testserver")
    passkeys.add(
        user=nora, site="testserver", state=state, answer=device.create(question),
        name="Laptop", by=by(nora),
    )  # fmt: skip
    assert unlink(client).status_code == 302

    passkey = two_factor.passkeys_of(nora).get()
    gone = client.post(f"/account/two-factor/passkeys/{passkey.pk}/remove/")

    assert gone.status_code == 422
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/account/password/", {"new_password": "ferry-timetable-9"}),
        ("/account/data/", {"confirmation": "nora"}),
        ("/account/methods/link/github/", {}),
        ("/account/email/", {"email": "new@mail.example"}),
    ],
)
def test_without_a_password_a_sign_in_of_long_ago_is_no_proof(
    client, nora, identity_provider, address, fields
):
    after_an_hour(client)

    response = client.post(address, fields)

    assert response.status_code == 422
    assert "Confirm first that it is you." in response.content.decode()
    assert f"/account/prove/?next={address}" in response.content.decode()


@pytest.mark.parametrize("is_fresh", [True, False])
@pytest.mark.parametrize(
    ("address", "word"),
    [("methods/link/github/", "Continue with"), ("data/", "Delete account")],
)
def test_without_a_password_the_button_waits_for_the_proof(
    client, nora, identity_provider, address, word, is_fresh
):
    if not is_fresh:
        after_an_hour(client)

    page = read(client, f"/account/{address}")

    assert (f" disabled>{word}" in page.html) == (not is_fresh)
    # Typing the name would turn the button on.
    assert (f" data-confirmed>{word}" in page.html) == (is_fresh and word[0] == "D")


def prove(client, provider, target):
    response = client.post("/account/prove/with/oidc/", {"next": target})
    return client.get(providers.way_back(response, provider))


def test_the_provider_proves_it_again(client, nora, identity_provider):
    after_an_hour(client)
    assert "Continue with Oidc" in read(client, "/account/prove/").text

    assert prove(client, identity_provider, "/account/data/")["Location"] == (
        "/account/data/"
    )
    assert client.post("/account/data/", {"confirmation": "nora"})["Location"] == "/"
    assert not User.objects.filter(username="nora").exists()


def test_somebody_else_at_the_provider_proves_nothing(client, nora, identity_provider):
    after_an_hour(client)
    identity_provider.person["sub"] = "7"

    prove(client, identity_provider, "/account/data/")

    assert "Nothing was proved." in read(client, "/account/data/").text
    response = client.post("/account/data/", {"confirmation": "nora"})
    assert response.status_code == 422


def test_a_password_can_be_set(client, nora):
    page = read(client, "/account/password/")
    assert "Set password" in page.text
    assert "Current password" not in page.text

    client.post("/account/password/", {"new_password": PASSWORD})

    client.logout()
    client.post("/account/sign-in/", {"username": "nora", "password": PASSWORD})
    assert providers.is_signed_in(client)
    assert unlink(client, current_password=PASSWORD).status_code == 302


def test_a_passkey_proves_it_again(client, nora):
    device = Device()
    question, state = passkeys.ask_to_add(user=nora, site="testserver")
    passkeys.add(
        user=nora, site="testserver", state=state, answer=device.create(question),
        name="Laptop", by=by(nora),
    )  # fmt: skip
    after_an_hour(client)
    page = client.get("/account/prove/passkey/?next=/account/data/")
    answer = device.get(test_passkeys.question_in(page))

    client.post("/account/prove/passkey/", {"answer": answer})

    assert unlink(client)["Location"] == METHODS
