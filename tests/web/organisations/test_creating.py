"""Making an organisation."""

import pytest
from django.test import override_settings

from hub.events.models import Event
from hub.limits.rates import Rate
from hub.namespaces.models import Membership, Namespace
from tests.web.reading import Page, read

pytestmark = pytest.mark.django_db

URL = "/orgs/new/"


@pytest.fixture
def signed_in(client, world):
    client.force_login(world.bob)
    return client


def test_it_sends_a_stranger_to_sign_in(client, world):
    assert client.post(URL, {"name": "ferries"})["Location"].startswith("/account/")
    assert not Namespace.objects.filter(name="ferries").exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "This field is required."),
        ("alice", "alice is taken. Try alice2."),
        ("library", "library is taken."),
        ("orgs", "orgs is taken."),
        ("a", "cannot be a name"),
        ("no_no", "cannot be a name"),
        ("a\x00b", "Null characters"),
        ("x" * 5000, "at most 100 characters"),
    ],
)
def test_it_refuses(signed_in, name, words):
    before = Namespace.objects.count()

    response = signed_in.post(URL, {"name": name})

    assert response.status_code == 422
    assert words in " ".join(response.context["form"].errors["name"])
    assert Namespace.objects.count() == before


@override_settings(HUB_LIMIT_ORGANISATIONS=Rate(1, 3600))
def test_one_person_does_not_take_all_the_names(signed_in):
    signed_in.post(URL, {"name": "one"})

    refused = signed_in.post(URL, {"name": "two"})

    assert refused.status_code == 429
    assert "Too many tries." in Page(refused).text
    assert not Namespace.objects.filter(name="two").exists()


def test_its_maker_owns_it(signed_in, world):
    assert signed_in.post(URL, {"name": "Ferries"})["Location"] == "/ferries/"

    made = Namespace.objects.get(name="ferries")
    assert (made.kind, made.owner) == (Namespace.Kind.ORGANISATION, None)
    membership = Membership.objects.get(namespace=made)
    assert (membership.user, membership.role) == (world.bob, Membership.Role.OWNER)
    event = Event.objects.order_by("pk").last()
    assert (event.kind, event.actor) == ("organisation.create", world.bob)
    assert '<option value="ferries"' in read(signed_in, "/new/").html
