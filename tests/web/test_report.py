"""Reporting a repository."""

import pytest

from hub.limits import Rate
from hub.operators.models import Report
from tests.web.reading import read

pytestmark = pytest.mark.django_db

URL = "/alice/app/report/"
SPAM = {"reason": "spam", "text": "Look at 1.0"}


@pytest.fixture
def charlies(client, world):
    client.force_login(world.charlie)
    return client


def test_whoever_is_not_signed_in_does_so_first(client, world):
    assert client.post(URL, SPAM).status_code == 302
    assert not Report.objects.exists()
    assert URL in read(client, "/alice/app/").links


@pytest.mark.parametrize("name", ["notes", "nothing"])
def test_what_one_does_not_see_one_does_not_report(charlies, name):
    assert charlies.post(f"/alice/{name}/report/", SPAM).status_code == 404


@pytest.mark.parametrize(
    "answer",
    [{"reason": "odd"}, {"text": " "}, {"text": "a" * 2001}, {"text": "a\x00"}],
    ids=str,
)
def test_it_wants_a_reason_and_words(charlies, answer):
    assert charlies.post(URL, SPAM | answer).status_code == 422
    assert not Report.objects.exists()


def test_it_reaches_the_operators(charlies, world):
    answer = charlies.post(URL, SPAM, follow=True)

    assert "The people who run this hub will look." in answer.content.decode()
    found = Report.objects.get()
    assert (found.full_name, found.reporter) == ("alice/app", world.charlie)
    again = charlies.post(URL, SPAM)
    assert again.status_code == 422
    assert "You have reported this already." in again.content.decode()


def test_too_many_are_told_when_to_go_on(charlies, world, settings):
    settings.HUB_LIMIT_REPORTS = Rate.parse("0/d")

    answer = charlies.post(URL, SPAM)

    assert (answer.status_code, answer.has_header("Retry-After")) == (429, True)
