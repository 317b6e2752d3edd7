"""Names that would be taken for another are refused."""

import pytest

from hub.namespaces import services
from hub.namespaces.errors import NamespaceResembles
from hub.namespaces.lookalikes import resembles
from hub.namespaces.models import Namespace
from tests.world import by, person, repository

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub():
    chief = person("chief", is_staff=True)
    for name in ("nginx", "redis", "go"):
        repository(f"library/{name}")
    publisher = person("ferryline")
    services.set_verified(namespace=publisher.namespace, is_verified=True, by=by(chief))
    return chief


@pytest.mark.parametrize(
    ("name", "other"),
    [
        # Read alike: digits for letters, pairs for one, hyphens
        *[("d0cker", "docker"), ("1ibrary", "library"), ("l1brary", "library")],
        *[("adrnin", "admin"), ("5upport", "support"), ("cl0cker", "docker")],
        *[("doc-ker", "docker"), ("w1ki", "wiki"), ("ng1nx", "nginx")],
        *[("g0", "go"), ("ferry1ine", "ferryline"), ("ferry-line", "ferryline")],
        # One letter off
        *[("dockr", "docker"), ("dockker", "docker"), ("ducker", "docker")],
        *[("dokcer", "docker"), ("librarys", "library"), ("ngnix", "nginx")],
        *[("reddis", "redis"), ("ferrylines", "ferryline")],
        # Dressed up
        *[("library-nginx", "nginx"), ("nginx-official", "nginx"), ("nginx", "nginx")],
        *[("library-anything", "library"), ("0fficial-redis", "redis")],
        *[("docker-go", "go"), ("real-ferryline", "ferryline")],
    ],
)
def test_it_would_be_taken_for(hub, name, other):
    assert resembles(name) == other


@pytest.mark.parametrize(
    "name",
    [
        *["alice", "bob", "medina", "harbour", "nginx-fans", "redistricting"],
        *["my-library", "go-ferry", "ga", "gopher", "stuff", "miles", "ferry"],
        *["docks", "librarian", "owen", "jobst", "docker-compose-fans", "app1"],
    ],
)
def test_it_is_a_name_of_its_own(hub, name):
    assert resembles(name) == ""


def test_nobody_is_protected_who_is_not_verified(hub):
    person("harbourline")

    assert resembles("harbour1ine") == ""


def test_it_is_refused_with_a_sentence(hub):
    with pytest.raises(NamespaceResembles) as refused:
        person("d0cker")

    assert str(refused.value) == (
        "d0cker could be taken for docker. Choose a name of your own."
    )
    assert not Namespace.objects.filter(name="d0cker").exists()


def test_none_is_suggested_that_would_be_refused(hub):
    assert services.suggestion("docker") == ""
    assert services.suggestion("alice") == "alice2"
