"""What an organisation says of itself, and where it is shown."""

import pytest

from hub.events.models import Event
from hub.namespaces.models import OrganisationProfile
from tests.web.reading import read
from tests.world import person

pytestmark = pytest.mark.django_db

URL = "/harbour/-/profile/"
WORDS = {
    "display_name": "Open <b>Harbour</b>",
    "about": "Open tools for ports",
    "link": "https://harbour.example/",
    "place": "Pier 4",
}


@pytest.fixture
def signed_in(client, world, harbour):
    client.force_login(world.alice)
    return client


@pytest.mark.parametrize("who", [None, "dora", "bob", "charlie"])
def test_it_is_the_owners_alone(client, world, harbour, who):
    if who:
        client.force_login(person("dora") if who == "dora" else getattr(world, who))

    assert client.get(URL).status_code == 403
    assert client.post(URL, WORDS).status_code == 403
    assert not OrganisationProfile.objects.exists()


def test_a_persons_is_elsewhere(signed_in):
    assert signed_in.post("/alice/-/profile/", WORDS).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"link": "javascript:alert(1)"},
        {"about": "x" * 161},
        {"display_name": "a\x00b"},
        {"place": "x" * 61},
    ],
)
def test_it_refuses(signed_in, wrong):
    response = signed_in.post(URL, WORDS | wrong)

    assert response.status_code == 422
    assert not OrganisationProfile.objects.exists()


def test_everybody_sees_it_on_the_page(signed_in, client):
    assert signed_in.post(URL, WORDS)["Location"] == "/harbour/"
    assert "Pier 4" in read(signed_in, "/harbour/-/members/").html
    assert 'value="Pier 4"' in read(signed_in, URL).html
    client.logout()

    page = read(client, "/harbour/")
    assert "Open &lt;b&gt;Harbour" in page.html
    assert "Open tools for ports" in page.html
    assert 'href="https://harbour.example/" rel="nofollow noopener ugc"' in page.html
    assert Event.objects.filter(kind="organisation.edit_profile").count() == 1


def test_it_can_be_taken_back(signed_in):
    signed_in.post(URL, WORDS)
    signed_in.post(URL, {})

    assert "Pier 4" not in read(signed_in, "/harbour/").html
