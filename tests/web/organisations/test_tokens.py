"""Access tokens of an organisation, on its owners' page."""

import pytest

from hub.access import actors
from hub.accounts import access_tokens, credentials, organisation_tokens
from hub.accounts.errors import CredentialsRefused
from hub.accounts.models import AccessToken, Scope
from hub.events.models import Event
from hub.events.record import By, coming_from
from hub.repositories import transfers
from tests.images import image, push
from tests.web.reading import Page, read
from tests.world import by, person

pytestmark = pytest.mark.django_db

URL = "/harbour/-/tokens/"
HERE = credentials.Client("192.0.2.1", "skopeo/1.9")


@pytest.fixture
def signed_in(client, world, harbour):
    client.force_login(world.alice)
    return client


def create(client, **fields):
    data = {"label": "ci", "scope": "repo:write", "expires": "90", "repositories": "*"}
    return client.post(URL, data | fields)


def token_of(harbour, world, label="ci"):
    return organisation_tokens.create(
        organisation=harbour.organisation,
        label=label,
        scope=Scope.WRITE,
        repositories=["harbour/*"],
        by=by(world.alice),
    )


@pytest.mark.parametrize("who", [None, "dora", "bob", "charlie"])
def test_they_are_the_owners_alone(client, world, harbour, who):
    token, _ = token_of(harbour, world)
    if who:
        client.force_login(person("dora") if who == "dora" else getattr(world, who))

    assert client.get(URL).status_code == create(client).status_code == 403
    assert client.post(f"{URL}{token.pk}/revoke/").status_code == 403
    assert AccessToken.objects.live().count() == 1
    assert URL not in read(client, "/harbour/").links


def test_a_person_has_none_here(signed_in):
    assert signed_in.get("/alice/-/tokens/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("label", ""),
        ("label", "a\x00b"),
        ("scope", "repo:public_read"),
        ("scope", ""),
        ("expires", "soon"),
        ("repositories", ""),
        ("repositories", " , "),
        ("repositories", "alice/app"),
        ("repositories", "ledger harbours/*"),
        ("repositories", "led ger*x"),
        ("repositories", "/"),
        ("repositories", " ".join(f"a{n}" for n in range(21))),
    ],
)
def test_it_refuses(signed_in, field, value):
    response = create(signed_in, **{field: value})

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not AccessToken.objects.exists()


def test_the_secret_is_in_the_answer_and_never_again(signed_in):
    response = create(signed_in, repositories="web-*\nharbour/Ledger, ledger")

    secret, page = response.context["secret"], Page(response)
    assert "no-store" in response["Cache-Control"]
    assert page.copies == [secret, "docker login testserver --username harbour"]
    assert secret not in signed_in.get(URL).content.decode()
    credential = credentials.verify(name="harbour", secret=secret, client=HERE)
    token = credential.access_token
    assert (token.scope, token.withheld) == (Scope.WRITE, [])
    assert token.repositories == ["harbour/web-*", "harbour/ledger"]


def test_it_says_who_made_it_and_where_it_was_used(signed_in, world, harbour):
    token, _ = token_of(harbour, world)
    credentials.note_use(token, HERE)
    access_tokens.create_access_token(user=world.alice, label="own", scope=Scope.READ)

    page = read(signed_in, URL)

    assert "ci made by alice What it can do" in page.text
    assert "Read, write only harbour/*" in page.text
    assert "just now skopeo 1.9 192.0.2.1" in page.text
    assert "own" not in page.text.split()
    assert "harbour/*" not in read(signed_in, "/account/tokens/").text


def test_it_is_revoked_once(signed_in, world, harbour):
    token, secret = token_of(harbour, world)
    path = f"{URL}{token.pk}/revoke/"

    assert signed_in.get(path)["Location"] == URL
    assert signed_in.post(path)["Location"] == URL
    text = read(signed_in, URL).text
    assert signed_in.post(path).status_code == 404

    with pytest.raises(CredentialsRefused):
        credentials.verify(name="harbour", secret=secret, client=HERE)
    assert "ci is revoked." in text
    assert "Ended tokens" in text


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_what_is_anothers_is_as_if_it_were_not_there(signed_in, world, number):
    own, _ = access_tokens.create_access_token(
        user=world.alice, label="own", scope=Scope.READ
    )

    for pk in (own.pk, number):
        assert signed_in.post(f"{URL}{pk}/revoke/").status_code == 404
    assert AccessToken.objects.live().count() == 1


def test_the_log_says_which_it_was_and_from_where(signed_in, world, harbour):
    _, secret = token_of(harbour, world, label="night <b>")
    credential = credentials.verify(name="harbour", secret=secret, client=HERE)
    by_token = actors.of_credential(credential).by
    with coming_from("192.0.2.9"):
        push(harbour.ledger, image("one"), by=by_token, tag="1.0")
    access_tokens.revoke_access_token(token=credential.access_token, by=by(world.alice))
    AccessToken.objects.all().delete()

    for path in ("/harbour/-/activity/", "/harbour/ledger/activity/"):
        page = read(signed_in, path)
        assert "token night <b> of harbour" in page.text
        assert "192.0.2.9" in page.text
    # What everybody who may pull reads has the organisation, and not what it calls its token.
    history = read(signed_in, "/harbour/ledger/tags/1.0/history/")
    assert "harbour with an access token" in history.text
    for path in ("/harbour/ledger/tags/1.0/", "/harbour/ledger/tags/1.0/history/"):
        assert "night" not in read(signed_in, path).text
    csv = signed_in.get("/harbour/-/activity/?format=csv").content.decode()
    assert "token night <b> of harbour" in csv
    assert Event.objects.get(kind="tag.push").actor is None


def test_a_repository_takes_no_name_of_a_token_along(signed_in, world, harbour):
    by_token = By(None, "token:7", "night")
    push(harbour.ledger, image("one"), by=by_token, tag="1.0")
    transfers.transfer(
        repository=harbour.ledger,
        namespace=world.bob.namespace,
        name="ledger",
        by=by(world.alice),
    )

    signed_in.force_login(world.bob)
    text = read(signed_in, "/bob/ledger/activity/").text

    assert "harbour access token 7" in text
    assert "night" not in text


def test_a_long_list_has_pages(
    signed_in, world, harbour, django_assert_max_num_queries
):
    for number in range(23):
        token_of(harbour, world, label=f"token-{number}")

    with django_assert_max_num_queries(14):
        page = read(signed_in, URL)

    assert "1-20 of 23" in page.text.replace("–", "-")
