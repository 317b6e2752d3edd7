"""Django's admin: whom it lets in, and that what it changes goes through the domain."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.core import mail
from django.test import Client
from django.urls import reverse

from hub.accounts import access_tokens, credentials, docker_logins
from hub.accounts import services as accounts
from hub.accounts.models import AccessToken, DockerLogin, Scope, User
from hub.events.models import Event
from hub.namespaces.models import Namespace
from hub.repositories import trash
from hub.repositories.models import Repository
from tests.authenticator import turn_on
from tests.web.reading import Page
from tests.world import PASSWORD, by, person

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/accounts/user/"
NAMESPACES = "/admin/namespaces/namespace/"
REPOSITORIES = "/admin/repositories/repository/"
TOKENS = "/admin/accounts/accesstoken/"
EVENTS = "/admin/events/event/"
LISTS = [PEOPLE, NAMESPACES, REPOSITORIES, TOKENS, EVENTS]


@pytest.fixture
def chief():
    return person("chief", is_staff=True, is_superuser=True)


@pytest.fixture
def operator(client, world, chief):
    client.force_login(chief)
    return client


def act(client, page, action, *rows, is_sure="1", **fields):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    if is_sure:
        fields["is_sure"] = is_sure
    return client.post(page, data | fields, follow=True)


def last_event():
    return Event.objects.order_by("pk").last()


@pytest.mark.parametrize("page", ["/admin/", *LISTS, f"{PEOPLE}add/"])
def test_a_stranger_is_led_to_the_hubs_own_sign_in(client, db, page):
    response = client.get(page, follow=True)

    (address, _status) = response.redirect_chain[-1]
    assert address.startswith("/account/sign-in/?next=%2Fadmin%2F")


@pytest.mark.parametrize("page", ["/admin/", *LISTS, f"{PEOPLE}add/"])
def test_whoever_is_no_operator_is_refused(client, world, page):
    client.force_login(world.alice)

    assert client.get(page, follow=True).status_code == 403


def test_the_admin_has_no_sign_in_of_its_own(client, chief):
    fields = {"username": "chief", "password": PASSWORD}

    response = client.post("/admin/login/?next=/admin/", fields)

    assert response["Location"] == "/account/sign-in/?next=%2Fadmin%2F"
    assert "_auth_user_id" not in client.session


def test_it_leads_nobody_elsewhere_after_signing_in(client, chief):
    page = client.get("/admin/login/?next=https://evil.example/")["Location"]

    response = client.post(page, {"username": "chief", "password": PASSWORD})

    assert response["Location"] == "/"


def test_it_has_no_password_form_of_its_own(operator):
    response = operator.get("/admin/password_change/")

    assert response["Location"] == reverse("account_change_password")


def test_it_shows_only_what_goes_through_the_domain():
    assert {model._meta.label for model in admin.site._registry} == {
        "accounts.AccessToken",
        "accounts.User",
        "django_tasks_database.DBTaskResult",
        "events.Event",
        "namespaces.Namespace",
        "operators.Banner",
        "operators.Invitation",
        "operators.Report",
        "repositories.Repository",
    }


def test_no_hint_beside_a_field_speaks_to_developers():
    hints = [
        str(field.help_text)
        for model in admin.site._registry
        for field in model._meta.fields
    ]

    assert [hint for hint in hints if re.search(r"\bhub[./]|\.py\b", hint)] == []


@pytest.mark.parametrize("page", LISTS)
def test_every_list_can_be_searched(operator, world, page):
    for words in ["alice", "\x00", "1" + "0" * 30, "'\"%_"]:
        assert operator.get(page, {"q": words}).status_code in (200, 302)


@pytest.mark.parametrize("number", ["1" + "0" * 30, "-1", "x"])
@pytest.mark.parametrize("page", [PEOPLE, REPOSITORIES, TOKENS])
def test_a_filter_that_no_column_can_hold_is_no_fault(operator, page, number):
    assert operator.get(page, {"namespace": number}).status_code < 500


@pytest.mark.parametrize("page", [PEOPLE, NAMESPACES, TOKENS, EVENTS])
def test_what_has_a_name_cannot_be_deleted(operator, world, page):
    row = {
        PEOPLE: world.alice,
        NAMESPACES: world.alice.namespace,
        TOKENS: access_tokens.create_access_token(
            user=world.alice, label="ci", scope=Scope.READ
        )[0],
        EVENTS: last_event(),
    }[page]

    assert operator.post(f"{page}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    act(operator, page, "delete_selected", row, post="yes")

    row.refresh_from_db()


@pytest.mark.parametrize("page", [NAMESPACES, REPOSITORIES, TOKENS, EVENTS])
def test_only_people_are_added(operator, page):
    assert operator.get(f"{page}add/").status_code == 403


def test_an_event_stays_as_it_was_written(operator, world):
    event = last_event()
    page = f"{EVENTS}{event.pk}/change/"

    assert operator.get(page).status_code == 200
    assert operator.post(page, {"kind": "forged"}).status_code == 403


def test_somebody_deactivated_may_do_nothing_on_the_next_request(
    client, operator, world
):
    alices = Client()
    alices.force_login(world.alice)
    here = credentials.Client("192.0.2.1")
    credential = credentials.verify(name="alice", secret=PASSWORD, client=here)
    docker_logins.create_docker_login(credential=credential, client=here)

    act(operator, PEOPLE, "deactivate", world.alice, reason="spam")

    assert alices.get("/account/tokens/").status_code == 302
    assert not DockerLogin.objects.live().exists()
    assert last_event().kind == "account.deactivate"
    assert last_event().actor.username == "chief"

    act(operator, PEOPLE, "activate", world.alice, reason="spam")
    assert alices.get("/account/tokens/").status_code == 200


@pytest.mark.parametrize("action", ["deactivate", "make_ordinary"])
def test_an_operator_does_not_do_it_to_herself(operator, chief, action):
    response = act(operator, PEOPLE, action, chief, reason="spam")

    chief.refresh_from_db()
    assert chief.is_active
    assert chief.is_staff
    assert "You cannot do that to yourself." in response.content.decode()


@pytest.mark.parametrize(
    ("page", "action", "question"),
    [
        (PEOPLE, "make_operator", "Make these people operators?"),
        (PEOPLE, "make_ordinary", "Make these people ordinary again?"),
        (REPOSITORIES, "make_public", "Make these public?"),
        (REPOSITORIES, "make_private", "Make these private?"),
        (TOKENS, "revoke", "Revoke these access tokens?"),
    ],
)
def test_what_cannot_be_taken_back_is_asked_first(
    operator, world, page, action, question
):
    row = {
        PEOPLE: world.bob,
        REPOSITORIES: world.app if action == "make_private" else world.notes,
        TOKENS: access_tokens.create_access_token(
            user=world.alice, label="ci", scope=Scope.READ
        )[0],
    }[page]
    before = Event.objects.count()

    answer = act(operator, page, action, row, is_sure="").content.decode()

    assert question in answer
    assert "Yes, do it" in answer
    assert Event.objects.count() == before


def test_two_factor_is_turned_off_for_whoever_lost_it(
    client, operator, world, run_jobs
):
    turn_on(world.alice)
    alices = Client()
    alices.force_login(world.alice)
    page = act(operator, PEOPLE, "turn_two_factor_off", world.alice)
    assert "Turn two-factor off for these people?" in page.content.decode()
    world.alice.refresh_from_db()
    assert world.alice.has_two_factor

    reason = "Called from the number we know"
    act(operator, PEOPLE, "turn_two_factor_off", world.alice, reason=reason)
    act(operator, PEOPLE, "turn_two_factor_off", world.bob, reason=reason)

    run_jobs()
    world.alice.refresh_from_db()
    assert not world.alice.has_two_factor
    assert not Authenticator.objects.exists()
    assert alices.get("/account/tokens/").status_code == 302
    event = Event.objects.get(kind="two_factor.turn_off")
    assert (event.actor.username, event.data["reason"]) == ("chief", reason)
    (sent,) = mail.outbox
    assert sent.to == ["alice@mail.example"]
    assert reason in sent.body


def test_an_operator_does_not_turn_off_her_own(operator, chief):
    turn_on(chief)

    act(operator, PEOPLE, "turn_two_factor_off", chief, reason="mine")

    assert Authenticator.objects.exists()


def test_operators_are_made_and_unmade(operator, world):
    act(operator, PEOPLE, "make_operator", world.bob)
    world.bob.refresh_from_db()
    assert (world.bob.is_staff, world.bob.is_superuser) == (True, True)
    assert last_event().data == {"is_staff": True}

    act(operator, PEOPLE, "make_ordinary", world.bob)
    world.bob.refresh_from_db()
    assert (world.bob.is_staff, world.bob.is_superuser) == (False, False)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("username", "alice", "alice is taken."),
        ("username", "a b", "cannot be a name"),
        ("username", "admin", "admin is taken."),
        ("email", "alice@mail.example", "Somebody already signed up"),
        ("email", "nowhere", "valid email"),
        ("password", "short", "too short"),
    ],
)
def test_adding_somebody_is_refused_as_sign_up_would(operator, field, value, words):
    data = {"username": "dave", "email": "dave@mail.example", "password": PASSWORD}

    response = operator.post(f"{PEOPLE}add/", data | {field: value})

    assert words in Page(response).text + response.content.decode()
    assert not User.objects.filter(email="dave@mail.example").exists()


def test_somebody_is_added_where_sign_up_is_closed(operator, settings):
    settings.HUB_SIGN_UP = "closed"
    data = {"username": "Dave", "email": "Dave@mail.example", "password": PASSWORD}

    assert operator.post(f"{PEOPLE}add/", data).status_code == 302

    dave = User.objects.get(username="dave")
    assert dave.check_password(PASSWORD)
    assert dave.namespace.name == "dave"
    assert dave.emailaddress_set.get().verified


def test_an_address_that_somebody_has_is_refused(operator, world):
    page = f"{PEOPLE}{world.alice.pk}/change/"

    response = operator.post(page, {"email": "bob@mail.example"})

    assert "Somebody already signed up" in response.content.decode()


def test_an_address_changes_with_allauths_row(operator, world):
    operator.post(f"{PEOPLE}{world.alice.pk}/change/", {"email": "New@mail.example"})

    world.alice.refresh_from_db()
    assert world.alice.email == "new@mail.example"
    assert world.alice.emailaddress_set.get().email == "new@mail.example"


def test_a_new_password_ends_what_the_old_one_opened(operator, world):
    here = credentials.Client("192.0.2.1")
    credential = credentials.verify(name="alice", secret=PASSWORD, client=here)
    docker_logins.create_docker_login(credential=credential, client=here)
    page = f"{PEOPLE}{world.alice.pk}/password/"
    assert operator.get(page).status_code == 200

    new = "another-ferry-7"
    response = operator.post(page, {"password1": new, "password2": new})

    assert response.status_code == 302
    world.alice.refresh_from_db()
    assert world.alice.check_password(new)
    assert not DockerLogin.objects.live().exists()
    assert last_event().kind == "account.set_password"
    assert last_event().namespace == "alice"


@pytest.mark.parametrize(
    ("fields", "allowance"),
    [
        ({"private_repositories": "5"}, 5),
        ({"private_repositories": ""}, 1),
        ({"has_unlimited_private_repositories": "on"}, None),
    ],
)
def test_an_allowance_is_changed(operator, world, fields, allowance):
    operator.post(f"{NAMESPACES}{world.alice.namespace.pk}/change/", fields)

    assert Namespace.objects.get(name="alice").allowance == allowance
    assert last_event().kind == "namespace.allowance"


@pytest.mark.parametrize("number", ["-1", "1" + "0" * 30, "many"])
def test_what_is_no_allowance_is_refused(operator, world, number):
    page = f"{NAMESPACES}{world.alice.namespace.pk}/change/"

    response = operator.post(page, {"private_repositories": number})

    assert response.status_code == 200
    assert Namespace.objects.get(name="alice").allowance == 1


def test_a_namespace_is_switched_off_and_on(operator, world):
    act(operator, NAMESPACES, "deactivate", world.alice.namespace, reason="spam")
    assert operator.get("/alice/app/").status_code == 404
    assert last_event().kind == "namespace.deactivate"

    act(operator, NAMESPACES, "activate", world.alice.namespace, reason="spam")
    assert operator.get("/alice/app/").status_code == 200


def test_a_suspension_wants_a_reason(operator, world):
    for answer in ({}, {"reason": " "}):
        page = act(operator, NAMESPACES, "deactivate", world.alice.namespace, **answer)
        assert "Suspend these namespaces?" in page.content.decode()
        assert operator.get("/alice/app/").status_code == 200

    act(operator, NAMESPACES, "deactivate", world.alice.namespace, reason="Malware")

    assert operator.get("/alice/app/").status_code == 404
    assert last_event().data["reason"] == "Malware"


def test_a_verified_publisher_is_marked_wherever_they_are_named(operator, world):
    act(operator, NAMESPACES, "verify", world.alice.namespace)

    assert last_event().kind == "namespace.verify"
    for page in ("/alice/", "/alice/app/"):
        assert "Verified publisher" in operator.get(page).content.decode()
    act(operator, NAMESPACES, "verify", world.alice.namespace)
    assert Event.objects.filter(kind="namespace.verify").count() == 1
    act(operator, NAMESPACES, "unverify", world.alice.namespace)
    assert "Verified publisher" not in operator.get("/alice/").content.decode()


def test_reserved_words_are_not_among_the_namespaces(operator):
    rows = operator.get(NAMESPACES).context["cl"].queryset

    assert {row.name for row in rows} == {
        *["alice", "bob", "charlie", "chief", "library"]
    }


def test_the_allowance_holds_for_operators_too(operator, world):
    response = act(operator, REPOSITORIES, "make_private", world.app, world.notes)

    world.app.refresh_from_db()
    assert world.app.is_public
    assert "alice has used 1 of 1 private repositories." in response.content.decode()


def test_a_repository_is_made_public_and_private(operator, world):
    act(operator, REPOSITORIES, "make_public", world.notes)
    act(operator, REPOSITORIES, "make_private", world.app)

    world.app.refresh_from_db()
    assert world.app.is_private
    assert last_event().kind == "repository.visibility"


def test_a_repository_is_deleted_through_the_domain(operator, world):
    page = f"{REPOSITORIES}{world.app.pk}/delete/"
    assert "alice/app" in operator.get(page).content.decode()
    operator.post(page, {"post": "yes"})
    act(operator, REPOSITORIES, "delete_selected", world.notes, post="yes")

    assert not Repository.objects.existing().exists()
    assert last_event().kind == "repository.delete"
    assert trash.kept_in(world.alice.namespace).count() == 2


def test_a_token_is_revoked_and_shows_no_secret(operator, world):
    token, secret = access_tokens.create_access_token(
        user=world.alice, label="ci", scope=Scope.READ
    )
    page = operator.get(f"{TOKENS}{token.pk}/change/").content.decode()
    assert "ci" in page
    assert "secret" not in page.lower()

    act(operator, TOKENS, "revoke", token)

    assert not AccessToken.objects.live().exists()
    assert last_event().kind == "token.revoke"


def test_the_lists_cost_no_more_with_more_rows(
    operator, world, django_assert_max_num_queries
):
    for number in range(5):
        person(f"more{number}")

    for page in LISTS:
        with django_assert_max_num_queries(9):
            operator.get(page)


@pytest.mark.parametrize(
    ("change", "event"),
    [("make_operator", "account.staff"), ("deactivate", "account.deactivate")],
)
def test_what_changes_nothing_is_no_event(world, chief, change, event):
    for _ in range(2):
        getattr(accounts, change)(user=world.bob, by=by(chief))

    assert Event.objects.filter(kind=event).count() == 1
