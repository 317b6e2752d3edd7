"""The page that makes a repository."""

import pytest

from hub.accounts import services as accounts
from hub.events.models import Event
from hub.namespaces import services as namespaces
from hub.repositories import services
from hub.repositories.models import Repository
from tests.web.reading import Page
from tests.world import by, person, repository

pytestmark = pytest.mark.django_db

URL = "/new/"
SENTENCE = (
    "alice has used 1 of 1 private repositories. Make one public, or ask for more."
)


@pytest.fixture
def alice():
    return person("alice")


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


def create(client, **fields):
    data = {"namespace": "alice", "name": "ledger", "visibility": "public"}
    return client.post(URL, data | fields)


def test_a_stranger_is_asked_to_sign_in(client, alice):
    for response in (client.get(URL), create(client)):
        assert response["Location"] == f"/account/sign-in/?next={URL}"
    assert not Repository.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("namespace", ""),
        ("namespace", "bob"),
        ("namespace", "library"),
        ("namespace", "nobody"),
        ("namespace", "admin"),
        ("namespace", "alice\x00"),
        ("namespace", "1" + "0" * 30),
        ("name", ""),
        ("name", "Ledger"),
        ("name", "alice/ledger"),
        ("name", "../etc"),
        ("name", "a\x00b"),
        ("name", "x" * 129),
        ("name", "taken"),
        ("description", "x" * 101),
        ("description", "a\x00b"),
        ("overview", "x" * 25_001),
        ("visibility", ""),
        ("visibility", "secret"),
    ],
)
def test_it_refuses_beside_the_field_and_makes_nothing(signed_in, field, value):
    person("bob")
    repository("alice/taken")

    response = create(signed_in, **{field: value})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert "Nothing was created." in Page(response).text
    assert Repository.objects.count() == 1


def test_a_namespace_put_in_by_hand_is_no_choice_whether_it_exists_or_not(signed_in):
    person("bob")

    def answer(name):
        form = create(signed_in, namespace=name).context["form"]
        return form.errors["namespace"][0].replace(name, "…")

    assert answer("bob") == answer("nobody")


def test_it_refuses_the_second_private_one_and_keeps_what_was_typed(signed_in):
    repository("alice/notes", is_private=True)

    response = create(
        signed_in,
        visibility="private",
        description="Bookkeeping for the harbour office",
        overview="# Ledger",
    )

    page = Page(response)
    assert page.status == 422
    assert f"{SENTENCE} Visibility : No private repository left." in page.text
    assert 'role="alert"' in page.html
    assert 'value="Bookkeeping for the harbour office"' in page.html
    assert "# Ledger</textarea>" in page.html
    assert 'value="private" id="id_visibility_1" aria-describedby' in page.html
    assert "In use: alice/notes" in page.text
    assert not Repository.objects.filter(full_name="alice/ledger").exists()


def test_private_stays_a_choice_when_none_is_left(signed_in):
    repository("alice/notes", is_private=True)

    page = Page(signed_in.get(URL))

    assert "1 of 1 used" in page.text
    assert "disabled" not in page.html


def test_it_makes_it_as_the_form_says(signed_in, alice):
    response = create(
        signed_in,
        visibility="private",
        description=" Bookkeeping\r\nfor the harbour ",
        overview="# Ledger\r\n\r\nBooks\r\n",
    )

    made = Repository.objects.get()
    assert response["Location"] == "/alice/ledger/"
    assert (made.full_name, made.is_private) == ("alice/ledger", True)
    assert made.description == "Bookkeeping for the harbour"
    assert made.overview == "# Ledger\n\nBooks\n"
    event = Event.objects.of_repository(made).get()
    assert (event.actor, event.credential) == (alice, "session")
    page = signed_in.get("/alice/ledger/").content.decode()
    assert "alice/ledger is ready. Push a first image" in page


def test_sent_twice_it_is_made_once(signed_in):
    first, second = create(signed_in), create(signed_in)

    assert (first.status_code, second.status_code) == (302, 422)
    assert "alice/ledger is taken" in Page(second).text


def test_a_line_end_counts_as_one_character(signed_in):
    assert create(signed_in, overview="x\r\n" * 12_500).status_code == 302


def test_where_one_namespace_is_switched_off_there_is_no_place(signed_in, alice):
    namespaces.deactivate(namespace=alice.namespace, by=by(alice))

    assert signed_in.get(URL).status_code == 403
    assert create(signed_in).status_code == 403


def test_whoever_was_deactivated_makes_nothing(signed_in, alice):
    accounts.deactivate(user=alice, by=by(alice))

    assert create(signed_in).status_code == 302
    assert not Repository.objects.exists()


def test_an_operator_makes_official_images(client):
    client.force_login(person("chief", is_staff=True, is_superuser=True))

    response = create(client, namespace="library", name="nginx")

    assert response["Location"] == "/_/nginx/"


def test_it_says_how_a_push_would_do_it(signed_in, alice):
    page = Page(signed_in.get(URL))
    assert "docker push testserver/alice/app:1.0" in page.copies
    assert "It starts public ." in page.text

    namespaces.set_push_visibility(
        namespace=alice.namespace, is_private=True, by=by(alice)
    )
    assert "It starts private ." in Page(signed_in.get(URL)).text


def test_a_deleted_private_one_frees_its_place(signed_in, alice):
    services.delete(repository=repository("alice/notes", is_private=True), by=by(alice))

    assert create(signed_in, visibility="private").status_code == 302
