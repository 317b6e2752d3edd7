"""Taking one's data along, and deleting the account."""

import json

import pytest
from allauth.mfa.models import Authenticator

from hub.accounts import access_tokens, credentials, services
from hub.accounts.errors import CredentialsRefused
from hub.accounts.models import AccessToken, BrowserSession, Scope, User
from hub.events.models import Event
from hub.namespaces import invitations, pictures
from hub.namespaces.errors import NamespaceTaken
from hub.namespaces.models import Membership, Namespace
from hub.operators import reports
from hub.repositories import leaving, stars
from hub.repositories import services as repositories
from hub.repositories.models import Repository, Star
from hub.watching import services as watching
from tests.authenticator import turn_on
from tests.images import image, push
from tests.pictures import png
from tests.web.reading import read
from tests.world import PASSWORD, by, organisation, person

pytestmark = pytest.mark.django_db

URL, EXPORT = "/account/data/", "/account/data/export/"
HERE = credentials.Client("192.0.2.1")
RIGHT = {"confirmation": "bob", "current_password": PASSWORD}


@pytest.fixture
def bob(world, client):
    """He has no repository, and may push to those of Alice."""
    client.force_login(world.bob)
    return world.bob


def has_left(user):
    return not User.objects.get(pk=user.pk).is_active


def test_a_stranger_is_asked_to_sign_in(client, world):
    for response in (client.get(URL), client.post(URL, RIGHT), client.get(EXPORT)):
        assert response.status_code == 302
    assert not has_left(world.bob)


@pytest.mark.parametrize(
    "wrong",
    [{"confirmation": "alice"}, {"confirmation": ""}, {"current_password": "x"}],
)
def test_it_takes_the_name_and_the_password(client, bob, wrong):
    assert client.post(URL, RIGHT | wrong).status_code == 422
    assert not has_left(bob)


def test_whoever_has_repositories_stays(client, world):
    client.force_login(world.alice)
    assert "You still have 2 repositories." in read(client, URL).text

    response = client.post(URL, RIGHT | {"confirmation": "alice"})

    assert response.status_code == 422
    assert "You still have 2 repositories." in response.content.decode()
    assert not has_left(world.alice)


def test_the_only_owner_of_an_organisation_stays(client, bob, world):
    club = Namespace.objects.create(name="club", kind=Namespace.Kind.ORGANISATION)
    owner = Membership.Role.OWNER
    Membership.objects.create(namespace=club, user=bob, role=owner)
    Membership.objects.create(namespace=club, user=world.alice, role="member")

    response = client.post(URL, RIGHT)
    assert "You are the only owner of club." in response.content.decode()
    assert not has_left(bob)

    Membership.objects.filter(user=world.alice, namespace=club).update(role=owner)
    client.post(URL, RIGHT)
    assert has_left(bob)


def test_deleted_repositories_hold_nobody(client, world):
    client.force_login(world.alice)
    for one in (world.app, world.notes):
        repositories.delete(repository=one, by=by(world.alice))

    client.post(URL, RIGHT | {"confirmation": "alice"})

    assert has_left(world.alice)


def test_nothing_opens_a_door_any_more(client, bob):
    _token, secret = access_tokens.create_access_token(
        user=bob, label="ci", scope=Scope.ADMIN
    )
    turn_on(bob)

    assert client.post(URL, RIGHT)["Location"] == "/"

    assert client.get(URL).status_code == 302
    assert not BrowserSession.objects.filter(user=bob).exists()
    for name in ("bob", "bob@mail.example", User.objects.get(pk=bob.pk).username):
        for shown in (secret, PASSWORD, ""):
            with pytest.raises(CredentialsRefused):
                credentials.verify(name=name, secret=shown, client=HERE)


def test_the_name_stays_taken_and_the_address_is_free(client, bob):
    client.post(URL, RIGHT)

    assert client.get("/bob/").status_code == 404
    with pytest.raises(NamespaceTaken):
        person("bob")
    services.sign_up(
        username="robert", email="bob@mail.example", password="another-ferry-7"
    )


def test_what_was_pushed_elsewhere_stays_without_the_name(client, bob, world):
    push(world.app, image("1.0"), by=by(bob), tag="1.0")
    client.post(URL, RIGHT)

    page = read(client, "/alice/app/tags/1.0/")
    assert "by deleted-user-" in page.text
    assert "bob" not in page.text


def test_whoever_goes_leaves_the_company_of_others(client, bob, world, harbour):
    quay = Namespace.objects.create(name="quay", kind=Namespace.Kind.ORGANISATION)
    invitations.invite_person(
        namespace=quay, user=bob, role="member", by=by(world.alice)
    )
    watching.start(repository=world.app, user=bob)
    client.post(URL, RIGHT)

    told = Event.objects.filter(actor=bob).values_list("kind", "namespace")
    assert {
        ("member.leave", "harbour"),
        ("grant.revoke", "alice"),
        ("invitation.decline", "quay"),
        ("account.delete", "bob"),
    } <= set(told)
    for left in (bob.memberships, bob.grants, bob.invitations, bob.watches):
        assert not left.exists()


def test_a_star_goes_from_the_count(client, bob, world, run_jobs):
    for repository in (world.app, world.notes):
        stars.give(repository=repository, user=bob)
        stars.give(repository=repository, user=world.alice)
    repositories.delete(repository=world.notes, by=by(world.alice))
    client.post(URL, RIGHT)
    run_jobs()

    assert list(Star.objects.values_list("user", flat=True)) == [world.alice.pk] * 2
    counts = Repository.objects.values_list("star_count", flat=True)
    assert list(counts) == [1, 1]


def test_where_they_were_is_forgotten(client, bob, world, run_jobs, monkeypatch):
    monkeypatch.setattr("hub.events.forgetting.BATCH", 2)
    use_token(bob)
    client.force_login(world.alice)
    client.post("/alice/-/settings/", {"visibility": "private"})
    client.force_login(bob)
    client.post(URL, RIGHT)
    run_jobs()

    known = Event.objects.filter(address__isnull=False)
    assert set(known.values_list("actor", flat=True)) == {world.alice.pk}
    assert Event.objects.filter(actor=bob).count() > 2
    token = AccessToken.objects.get()
    assert (token.last_used_address, token.last_used_client) == (None, "")


def use_token(user):
    _token, secret = access_tokens.create_access_token(
        user=user, label="ci", scope=Scope.READ
    )
    credentials.verify(name=user.username, secret=secret, client=HERE)


def test_the_picture_goes_too(client, bob, run_jobs):
    pictures.change(namespace=bob.namespace, content=png(), by=by(bob))
    picture = bob.namespace.picture
    client.post(URL, RIGHT)
    run_jobs()

    with pytest.raises(FileNotFoundError):
        pictures.read(picture)


def test_the_page_says_what_stays(client, bob):
    text = read(client, URL).text

    assert "You leave every organisation" in text
    assert "Entries that name you" in text


def test_the_export_names_company_and_marks(client, bob, world, harbour):
    access_tokens.create_access_token(
        user=bob, label="ci", scope=Scope.READ, repositories=["alice/app"]
    )
    passkey = {"name": "Laptop", "public": "s3cret"}
    Authenticator.objects.create(user=bob, type="webauthn", data=passkey)
    harbour.crew.members.create(membership=harbour.membership(bob))
    stars.give(repository=world.app, user=bob)
    watching.start(repository=world.notes, user=bob)
    reports.report(repository=world.app, reason="spam", text="ferry spam", by=by(bob))
    client.post("/account/language/", {"language": "ko"})

    response = client.get(EXPORT)

    data = json.loads(response.content)
    assert data["account"]["language"] == "ko"
    assert {"namespace__name": "harbour", "role": "editor"} in data["memberships"]
    assert data["teams"][0]["team__name"] == "crew"
    assert data["stars"][0]["repository__full_name"] == "alice/app"
    assert data["watches"][0]["repository__full_name"] == "alice/notes"
    assert data["access_tokens"][0]["repositories"] == ["alice/app"]
    assert data["reports"][0]["text"] == "ferry spam"
    assert data["passkeys"] == ["Laptop"]
    assert "s3cret" not in response.content.decode()


def test_the_export_tells_all_and_no_secret(client, bob, world):
    _token, secret = access_tokens.create_access_token(
        user=bob, label="ci", scope=Scope.READ
    )

    response = client.get(EXPORT)

    data = json.loads(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="berth-bob.json"'
    assert data["account"]["username"] == "bob"
    assert data["email_addresses"][0]["email"] == "bob@mail.example"
    assert [token["label"] for token in data["access_tokens"]] == ["ci"]
    assert {one["repository__full_name"] for one in data["collaborations"]} == {
        "alice/app",
        "alice/notes",
    }
    assert data["events"] == len(data["newest_events"]) > 0
    text = response.content.decode()
    assert secret not in text
    assert client.session.session_key not in text


def test_whoever_is_handed_an_organisation_in_that_moment_stays(
    client, world, bob, monkeypatch
):
    """After it was asked what is theirs alone, and before they leave what is not."""
    pier = organisation("pier", bob)
    monkeypatch.setattr(leaving, "require_no_organisations", lambda *of: None)

    page = client.post(URL, RIGHT)

    assert page.status_code == 422
    assert "pier" in page.content.decode()
    assert not has_left(bob)
    assert Membership.objects.filter(namespace=pier, user=bob).exists()
