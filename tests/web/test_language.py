"""The reader's language: as the browser says, or as chosen, without a script."""

import pytest
from django.utils import translation

from tests.web.reading import read


@pytest.fixture(autouse=True)
def _database(db):
    pass


def language(client, **headers):
    page = read(client, "/explore/", headers=headers)
    return page.html.partition('<html lang="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("asked", "given"),
    [("ko-KR,ko;q=0.9", "ko"), ("en-GB", "en"), ("fr, ko;q=0.5", "ko"), ("fr", "en")],
)
def test_it_is_the_browsers_at_first(client, asked, given):
    assert language(client, accept_language=asked) == given


@pytest.mark.parametrize("chosen", ["ko", "en"])
def test_it_stays_as_chosen(client, chosen):
    response = client.post(
        "/account/language/", {"language": chosen, "next": "/search/?q=a"}
    )

    assert response["Location"] == "/search/?q=a"
    assert language(client, accept_language="ko") == chosen


@pytest.mark.parametrize("chosen", ["fr", "", '"><script>', "x" * 999])
def test_it_takes_nothing_else(client, chosen):
    client.post("/account/language/", {"language": chosen})

    assert client.cookies.get("django_language") is None
    assert language(client) == "en"


def test_it_returns_nowhere_else(client):
    response = client.post(
        "/account/language/", {"language": "ko", "next": "//evil.example"}
    )

    assert response["Location"] == "/"


def test_it_ends_with_the_request(client):
    read(client, "/explore/", headers={"accept_language": "ko"})

    assert translation.get_language() == "en"


def test_a_wrong_address_is_told_in_it_too(client):
    page = read(
        client, "/", headers={"accept_language": "ko", "host": "another.example"}
    )

    assert page.status == 400
    assert '<html lang="ko"' in page.html
