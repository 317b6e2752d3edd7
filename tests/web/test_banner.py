"""What operators tell everybody stands on every page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.events.models import Event
from hub.events.record import THE_HUB
from hub.operators import banner
from hub.operators.models import Banner

pytestmark = pytest.mark.django_db


def put_up(text="Down at <noon>", until=None):
    banner.put_up(text=text, level=Banner.Level.WARN, until=until, by=THE_HUB)
    banner.memory.forget()


@pytest.mark.parametrize("page", ["/", "/account/sign-in/", "/no/such/page"])
def test_it_stands_on_every_page(client, page):
    put_up()

    assert "Down at &lt;noon&gt;" in client.get(page).content.decode()


@pytest.mark.parametrize(
    "ended", [{"text": ""}, {"until": timezone.now()}], ids=["empty", "over"]
)
def test_it_is_gone(client, ended):
    put_up()
    put_up(**ended)

    assert "banner--warn" not in client.get("/").content.decode()


def test_it_stands_until_its_end(client):
    put_up(until=timezone.now() + timedelta(hours=1))

    assert "banner--warn" in client.get("/").content.decode()


def test_it_is_asked_for_once_in_a_while(client, django_assert_num_queries):
    put_up()
    client.get("/help/")

    with django_assert_num_queries(0):
        assert "banner--warn" in client.get("/help/").content.decode()


def test_there_is_one(db):
    put_up()
    put_up("Up again")

    assert Banner.objects.get().text == "Up again"
    assert Event.objects.filter(kind="banner.set").count() == 2
