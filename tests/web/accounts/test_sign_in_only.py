"""A hub that signs people in with one provider, and closes passwords."""

import pytest

from hub.accounts import (
    access_tokens,
    credentials,
    docker_logins,
    identities,
    passkeys,
)
from hub.accounts.credentials import Client
from hub.accounts.errors import CredentialsRefused, LastWayIn, PasswordsClosed
from hub.accounts.models import Scope, User
from tests.passkey import Device
from tests.web.accounts import test_passkeys
from tests.web.accounts import test_providers as providers
from tests.web.accounts.test_providers import offered  # noqa: F401, a fixture
from tests.web.reading import read
from tests.world import PASSWORD, by, person

pytestmark = pytest.mark.django_db

HERE = Client("192.0.2.1", "docker/28")


@pytest.fixture(autouse=True)
def only(offered):  # noqa: F811
    offered.HUB_SIGN_IN_ONLY = "oidc"
    return offered


def sign_in(client, name, password=PASSWORD):
    fields = {"username": name, "password": password}
    return client.post("/account/sign-in/", fields)


def test_the_pages_offer_the_provider_and_no_form(client):
    for address in ("/account/sign-in/", "/account/sign-up/"):
        page = read(client, address)
        assert "Continue with Oidc" in page.text
        assert "Continue with Github" not in page.text
        assert 'type="password"' not in page.html


def test_a_password_signs_nobody_in(client):
    person("alice")

    right, wrong = sign_in(client, "alice"), sign_in(client, "alice", "wrong")

    assert right.status_code == wrong.status_code == 422
    assert "Passwords are closed here." in right.content.decode()
    assert "closed" not in read(client, "/account/sign-in/").text
    assert "That did not match." in wrong.content.decode()
    assert not providers.is_signed_in(client)


def test_no_account_is_made_with_one(client):
    fields = {"username": "nora", "email": "n@mail.example", "password": PASSWORD}

    response = client.post("/account/sign-up/", fields)

    assert response.status_code == 403
    assert not User.objects.exists()


def test_none_is_reset_or_set(client):
    person("alice")
    for address in ("/account/password/reset/", "/account/password/reset/key/1-x/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"email": "a@b.example"}).status_code == 403

    client.force_login(User.objects.get())
    fields = {"current_password": PASSWORD, "new_password": "another-ferry-9"}
    assert client.post("/account/password/", fields).status_code == 403
    assert User.objects.get().check_password(PASSWORD)


def test_another_provider_is_not_there(client):
    assert providers.begin(client, "github").status_code == 404


def test_docker_is_told_to_take_an_access_token(client):
    alice = person("alice")
    with pytest.raises(PasswordsClosed):
        credentials.verify(name="alice", secret=PASSWORD, client=HERE)
    with pytest.raises(CredentialsRefused) as refusal:
        credentials.verify(name="alice", secret="wrong", client=HERE)
    assert not isinstance(refusal.value, PasswordsClosed)

    answer = client.get("/token", headers={"authorization": basic("alice", PASSWORD)})
    assert answer.status_code == 401
    assert "/account/tokens/ and log in with it" in answer.content.decode()

    _row, secret = access_tokens.create_access_token(
        user=alice, label="ci", scope=Scope.READ
    )
    assert credentials.verify(name="alice", secret=secret, client=HERE).user == alice


def basic(name, secret):
    from base64 import b64encode

    return "Basic " + b64encode(f"{name}:{secret}".encode()).decode()


def test_a_login_docker_made_with_a_password_has_ended(only):
    person("alice")
    only.HUB_SIGN_IN_ONLY = ""
    credential = credentials.verify(name="alice", secret=PASSWORD, client=HERE)
    secret = docker_logins.create_docker_login(credential=credential, client=HERE)
    only.HUB_SIGN_IN_ONLY = "oidc"

    with pytest.raises(PasswordsClosed):
        docker_logins.verify_docker_login(secret=secret, client=HERE)


def test_an_operator_keeps_the_password_for_the_pages(client):
    person("olga", is_staff=True)
    assert 'type="password"' in read(client, "/account/sign-in/?with=password").html

    sign_in(client, "olga")

    assert providers.is_signed_in(client)
    with pytest.raises(PasswordsClosed):
        credentials.verify(name="olga", secret=PASSWORD, client=HERE)


@pytest.fixture
def nora():
    """Linked, and with a passkey on her `device`."""
    nora = person("nora")
    providers.link(nora)
    nora.device = Device()
    question, state = passkeys.ask_to_add(user=nora, site="testserver")
    passkeys.add(
        user=nora, site="testserver", state=state, answer=nora.device.create(question),
        name="Laptop", by=by(nora),
    )  # fmt: skip
    return nora


def test_a_passkey_is_no_other_way_in_than_the_provider(nora):
    with pytest.raises(LastWayIn):
        identities.unlink(account=identities.of_user(nora).get(), by=by(nora))

    assert identities.of_user(nora).exists()


def test_a_passkey_is_the_second_step_and_nothing_alone(
    client, identity_provider, nora
):
    device = nora.device

    assert test_passkeys.sign_in(client, device).status_code == 422
    assert not providers.is_signed_in(client)

    providers.sign_in(client, identity_provider)
    assert not providers.is_signed_in(client)
    test_passkeys.sign_in(client, device)
    assert providers.is_signed_in(client)


def test_a_newcomer_signs_up_by_the_provider(client, identity_provider):
    providers.sign_up(client, identity_provider)

    assert "Passwords are closed on this hub." in read(client, "/account/methods/").text
    assert read(client, "/account/password/").status == 403
