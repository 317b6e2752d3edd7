"""What one says of oneself, and where it is shown."""

import pytest

from hub.accounts.models import Profile
from tests.web.reading import read
from tests.world import person

pytestmark = pytest.mark.django_db

URL = "/account/profile/"
WORDS = {
    "display_name": "Alice <b>Harbour</b>",
    "about": "Keeps the ferries running",
    "link": "https://alice.example/",
    "place": "Pier 4",
}


@pytest.fixture
def signed_in(client):
    client.force_login(person("alice"))
    return client


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.post(URL, WORDS)["Location"] == f"/account/sign-in/?next={URL}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"link": "javascript:alert(1)"},
        {"link": "ftp://alice.example/"},
        {"link": "alice"},
        {"link": "https://a.example/" + "a" * 200},
        {"about": "x" * 161},
        {"display_name": "a\x00b"},
    ],
)
def test_it_refuses(signed_in, wrong):
    response = signed_in.post(URL, WORDS | wrong)

    assert response.status_code == 422
    assert "Pier 4" in response.content.decode()
    assert not Profile.objects.exists()


def test_everybody_sees_it_on_the_page_of_the_namespace(signed_in, client):
    signed_in.post(URL, WORDS)
    client.logout()

    page = read(client, "/alice/")
    assert "Alice &lt;b&gt;Harbour" in page.html
    assert "Keeps the ferries running" in page.html
    assert 'href="https://alice.example/" rel="nofollow noopener ugc"' in page.html


def test_it_can_be_taken_back(signed_in):
    signed_in.post(URL, WORDS)
    assert 'value="Pier 4"' in signed_in.get(URL).content.decode()

    assert signed_in.post(URL, {}).status_code == 302
    assert "Pier 4" not in read(signed_in, "/alice/").html
