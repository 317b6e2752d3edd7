"""The settings of a repository: texts, visibility, and its end."""

import pytest

from hub.events.models import Event
from hub.namespaces import services as namespaces
from hub.repositories import services
from hub.repositories.models import Repository, Role
from tests.web.reading import Page
from tests.world import by, repository

pytestmark = pytest.mark.django_db

PAGES = ["", "move/", "archive/", "delete/", "collaborators/"]
FORMS = [
    "visibility/",
    "unarchive/",
    "collaborators/bob/role/",
    "collaborators/bob/remove/",
]
SENTENCE = (
    "alice has used 1 of 1 private repositories. Make one public, or ask for more."
)


@pytest.fixture
def signed_in(client, world):
    client.force_login(world.alice)
    return client


def settings(name, path=""):
    return f"/alice/{name}/settings/{path}"


def event():
    return Event.objects.order_by("pk").last()


@pytest.mark.parametrize("who", [None, "charlie", "bob"])
@pytest.mark.parametrize("path", [*PAGES, *FORMS])
def test_who_may_only_see_it_is_refused(client, world, who, path):
    if who:
        client.force_login(getattr(world, who))

    assert client.post(settings("app", path)).status_code == 403
    if path in PAGES:
        assert client.get(settings("app", path)).status_code == 403


@pytest.mark.parametrize("who", [None, "charlie"])
@pytest.mark.parametrize("path", [*PAGES, *FORMS])
def test_who_may_not_see_it_gets_the_page_of_what_is_not_there(
    client, world, who, path
):
    if who:
        client.force_login(getattr(world, who))

    def answer(method, name):
        response = method(settings(name, path))
        asked = settings(name, path).strip("/")
        return response.status_code, response.content.decode().replace(asked, "…")

    methods = [client.get, client.post] if path in PAGES else [client.post]
    for method in methods:
        hidden, missing = answer(method, "notes"), answer(method, "missing")
        assert hidden[0] == 404
        assert hidden[1].replace("notes", "…") == missing[1].replace("missing", "…")


@pytest.mark.parametrize("path", FORMS)
def test_a_link_to_a_form_leads_to_its_page(signed_in, path):
    page = "collaborators/" if path.startswith("collaborators/") else ""

    assert signed_in.get(settings("app", path))["Location"] == settings("app", page)


def test_the_page_has_nothing_of_a_repository_that_was_deleted(signed_in, world):
    services.delete(repository=world.app, by=by(world.alice))

    assert signed_in.get(settings("app")).status_code == 404
    assert signed_in.post(settings("app"), {"description": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("description", "x" * 101),
        ("description", "a\x00b"),
        ("overview", "x" * 25_001),
        ("overview", "a\x00b"),
    ],
)
def test_texts_are_refused_and_kept_on_the_page(signed_in, world, field, value):
    words = {"description": "Typed a moment ago", "overview": "And this too"}

    response = signed_in.post(settings("app"), words | {field: value})

    page = Page(response)
    other = "overview" if field == "description" else "description"
    assert page.status == 422
    assert field in response.context["about"].errors
    assert words[other] in page.html
    world.app.refresh_from_db()
    assert world.app.description == "Web front end for the ferry timetable"


def test_texts_are_saved(signed_in, world):
    response = signed_in.post(
        settings("app"), {"description": "Ferries", "overview": "## Ferries\r\n"}
    )

    world.app.refresh_from_db()
    assert response["Location"] == settings("app")
    assert (world.app.description, world.app.overview) == ("Ferries", "## Ferries\n")
    assert (event().kind, event().actor) == ("repository.edit", world.alice)


def test_texts_can_be_taken_away(signed_in, world):
    signed_in.post(settings("app"), {"description": "", "overview": ""})

    world.app.refresh_from_db()
    assert (world.app.description, world.app.overview) == ("", "")


def test_a_preview_saves_nothing(signed_in, world):
    overview = "## Ferries\n<script>alert(1)</script>"

    page = Page(
        signed_in.post(
            settings("app"),
            {"description": "Other", "overview": overview, "preview": "1"},
        )
    )

    assert page.status == 200
    assert "Ferries</h2>" in page.html
    assert "<script>alert" not in page.html
    assert 'value="Other"' in page.html
    assert "## Ferries" in page.html
    world.app.refresh_from_db()
    assert world.app.description == "Web front end for the ferry timetable"


def test_the_second_private_one_is_refused(signed_in, world):
    assert SENTENCE in Page(signed_in.get(settings("app"))).text

    response = signed_in.post(settings("app", "visibility/"), {"visibility": "private"})

    assert response.status_code == 422
    assert SENTENCE in response.context["visibility"].errors["visibility"]
    world.app.refresh_from_db()
    assert world.app.is_public


@pytest.mark.parametrize("value", ["", "secret", "a\x00b"])
def test_what_is_no_visibility_is_refused(signed_in, world, value):
    response = signed_in.post(settings("app", "visibility/"), {"visibility": value})

    assert response.status_code == 422


def test_visibility_is_changed(signed_in, world):
    signed_in.post(settings("notes", "visibility/"), {"visibility": "public"})
    world.notes.refresh_from_db()
    assert world.notes.is_public
    assert event().data == {"is_private": False}

    response = signed_in.post(settings("app", "visibility/"), {"visibility": "private"})
    world.app.refresh_from_db()
    assert response["Location"] == settings("app")
    assert world.app.is_private


def test_an_administrator_is_not_told_of_what_she_may_not_see(client, world):
    """Bob administers alice/app, and alice/secret uses what alice may have."""
    namespaces.set_allowance(
        namespace=world.alice.namespace, private_repositories=2, by=by(world.alice)
    )
    repository("alice/secret", is_private=True)
    services.grant(
        repository=world.app, user=world.bob, role=Role.ADMIN, by=by(world.alice)
    )
    client.force_login(world.bob)

    page = client.get(settings("app")).content.decode()
    refused = client.post(settings("app", "visibility/"), {"visibility": "private"})

    assert "alice has used 2 of 2" in page
    assert "alice/secret" not in page + refused.content.decode()


def test_an_administrator_may_do_all_of_it(client, world):
    services.grant(
        repository=world.notes, user=world.bob, role=Role.ADMIN, by=by(world.alice)
    )
    client.force_login(world.bob)

    assert client.get(settings("notes")).status_code == 200
    client.post(settings("notes"), {"description": "By Bob", "overview": ""})
    client.post(settings("notes", "visibility/"), {"visibility": "public"})
    response = client.post(
        settings("notes", "delete/"), {"confirmation": "alice/notes"}
    )

    assert response.status_code == 302
    assert event().actor == world.bob
    assert not Repository.objects.existing().filter(pk=world.notes.pk).exists()
