"""Light, dark or the system's, without a script."""

import pytest

from tests.web.reading import read


def html_tag(client):
    return read(client, "/explore/").html.partition("<html")[2].partition(">")[0]


@pytest.fixture(autouse=True)
def _database(db):
    pass


def test_it_is_the_systems_at_first(client):
    assert "data-theme" not in html_tag(client)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_stays_as_chosen(client, theme):
    client.post("/theme/", {"theme": theme})

    assert f'data-theme="{theme}"' in html_tag(client)


def test_it_goes_back_to_the_systems(client):
    client.post("/theme/", {"theme": "dark"})
    client.post("/theme/", {"theme": "system"})

    assert "data-theme" not in html_tag(client)


@pytest.mark.parametrize("theme", ['"><script>', "", "x" * 999])
def test_it_takes_nothing_else(client, theme):
    client.cookies["theme"] = "dark-ish"
    client.post("/theme/", {"theme": theme})

    assert "data-theme" not in html_tag(client)


def test_it_returns_to_the_page(client):
    response = client.post("/theme/", {"theme": "dark", "next": "/search/?q=a&page=2"})

    assert response["Location"] == "/search/?q=a&page=2"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "/\r\nX: y",
        "/\0",
        "",
    ],
)
def test_it_returns_nowhere_else(client, address):
    response = client.post("/theme/", {"theme": "dark", "next": address})

    assert response["Location"] == "/"


def test_it_needs_a_post(client):
    assert client.get("/theme/?theme=dark").status_code == 405
