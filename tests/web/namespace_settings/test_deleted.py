"""The page of what was deleted and can be restored."""

import pytest

from hub.repositories import services
from hub.repositories.models import Repository
from tests.images import image, push
from tests.web.reading import Page, read
from tests.world import by, repository

pytestmark = pytest.mark.django_db

URL = "/alice/-/settings/deleted/"


@pytest.fixture
def alice(client, world):
    client.force_login(world.alice)
    return world.alice


@pytest.fixture
def deleted(world):
    """Both of hers."""
    push(world.app, image(), tag="1.0", by=by(world.alice))
    for one in (world.app, world.notes):
        services.delete(repository=one, by=by(world.alice))
    return world


@pytest.mark.parametrize("who", [None, "bob"])
@pytest.mark.parametrize("name", ["app", "notes", "never"])
def test_others_learn_nothing(client, deleted, who, name):
    if who:
        client.force_login(getattr(deleted, who))

    assert client.get(URL).status_code == 403
    assert client.post(f"{URL}{name}/restore/").status_code == 403
    assert not Repository.objects.existing().exists()


@pytest.mark.parametrize("name", ["never", "app"])
def test_only_what_was_deleted_can_be_restored(client, alice, name):
    assert client.post(f"{URL}{name}/restore/").status_code == 404


def test_a_link_to_the_form_leads_to_the_page(client, alice, deleted):
    assert client.get(f"{URL}app/restore/")["Location"] == URL


def test_it_says_that_nothing_was_deleted(client, alice):
    assert "Nothing was deleted lately" in read(client, URL).text


def test_it_lists_what_can_be_restored(client, alice, deleted):
    page = read(client, URL)

    assert "alice/ app" in page.text
    assert "alice/ notes" in page.text
    assert f'action="{URL}notes/restore/"' in page.html


def test_my_repositories_lead_to_it(client, alice, deleted):
    page = read(client, "/repositories/")

    assert URL in page.links
    assert "2 deleted repositories" in page.text


def test_it_is_restored_private_as_it_was(client, alice, deleted):
    response = client.post(f"{URL}notes/restore/")

    assert response["Location"] == "/alice/notes/"
    assert "alice/notes is back" in read(client, "/alice/notes/").text
    assert Repository.objects.existing().get().is_private
    assert client.post(f"{URL}notes/restore/").status_code == 404


def test_a_slot_that_is_another_s_by_now_is_refused_in_words(client, alice, deleted):
    repository("alice/ledger", is_private=True)

    page = Page(client.post(f"{URL}notes/restore/"))

    assert page.status == 422
    assert "alice has used 1 of 1 private repositories." in page.text
    assert "alice/ notes" in page.text


def test_many_cost_no_more_questions_than_one(
    client, alice, world, django_assert_num_queries
):
    services.delete(repository=world.app, by=by(alice))
    client.get(URL)
    with django_assert_num_queries(6) as one:
        client.get(URL)
    for number in range(5):
        services.delete(repository=repository(f"alice/x{number}"), by=by(alice))

    with django_assert_num_queries(len(one)):
        client.get(URL)
