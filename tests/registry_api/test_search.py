"""`docker search`: version 1 of the API, with Basic, with a token, with nothing."""

import pytest

from hub.accounts.access_tokens import create_access_token
from hub.accounts.models import Scope
from hub.events.record import By
from hub.namespaces.models import Namespace
from hub.repositories import services
from hub.repositories.models import Repository
from tests.images import image
from tests.registry_api.wire import escaped
from tests.world import PASSWORD, repository


@pytest.fixture
def harbour(world, registry):
    """Alice's two have been pushed to; charlie/empty has not."""
    repository("charlie/empty", description="ferry")
    alice = registry("alice")
    for name in ("alice/app", "alice/notes"):
        alice.push(name, image(), tag="1.0")
    return world


def names(answer):
    assert answer.status == 200, answer
    assert answer.json["num_results"] == len(answer.json["results"])
    return [result["name"] for result in answer.json["results"]]


def test_ping_says_that_it_stands_alone(nobody):
    answer = nobody.plain("GET", "/v1/_ping")

    assert (answer.status, answer.json) == (200, {"standalone": True})
    assert answer.headers["X-Docker-Registry-Standalone"] == "true"


def test_a_result_has_what_docker_prints(harbour, registry):
    answer = registry().plain("GET", "/v1/search?q=ferry&n=25", x_docker_token="true")

    assert answer.json == {
        "query": "ferry",
        "num_results": 1,
        "results": [
            {
                "name": "alice/app",
                "description": "Web front end for the ferry timetable",
                "star_count": 0,
                "is_official": False,
                "is_automated": False,
            }
        ],
    }


def test_it_tells_stars(harbour, registry):
    Repository.objects.filter(full_name="alice/app").update(star_count=12)

    [result] = registry().plain("GET", "/v1/search?q=ferry").json["results"]

    assert result["star_count"] == 12


def test_an_official_image_is_called_by_its_one_name(world, registry):
    library = Namespace.objects.get(name="library")
    services.create(namespace=library, name="nginx", by=By())
    world.charlie.is_staff = True
    world.charlie.save()
    registry("charlie").push("nginx", image(), tag="1.0")

    [result] = registry().plain("GET", "/v1/search?q=nginx").json["results"]

    assert (result["name"], result["is_official"]) == ("nginx", True)


@pytest.mark.parametrize(
    ("caller", "found"),
    [
        ("", ["alice/app"]),
        ("alice", ["alice/app", "alice/notes"]),
        ("bob", ["alice/app", "alice/notes"]),
        ("charlie", ["alice/app", "charlie/empty"]),
    ],
)
@pytest.mark.parametrize("shown", ["basic", "token"])
def test_it_finds_what_the_caller_may_pull(harbour, registry, caller, found, shown):
    client = registry(caller)
    if shown == "token":
        answer = client(
            "GET", "/v1/search?q=", token=client.token("registry:catalog:search")
        )
    else:
        answer = client(
            "GET", "/v1/search?q=", basic=(caller, PASSWORD if caller else "")
        )

    assert sorted(names(answer)) == found


def test_a_public_token_finds_nothing_private(harbour, registry):
    _, secret = create_access_token(
        user=harbour.alice, label="ci", scope=Scope.PUBLIC_READ
    )

    answer = registry()("GET", "/v1/search?q=", basic=("alice", secret))

    assert names(answer) == ["alice/app"]


def test_wrong_credentials_find_nothing(harbour, registry):
    answer = registry()("GET", "/v1/search?q=app", basic=("alice", "wrong"))

    assert (answer.status, answer.codes) == (401, ["UNAUTHORIZED"])


@pytest.mark.parametrize(
    "words",
    ["nothing-like-it", "ferry nothing", "\x00", "9" * 30, "%", "'", "a" * 3000],
)
def test_it_finds_nothing(harbour, registry, words):
    assert names(registry().plain("GET", f"/v1/search?q={escaped(words)}")) == []


@pytest.mark.parametrize(
    ("n", "found"),
    [("1", 1), ("2", 2), ("0", 1), ("-1", 3), ("x", 3), ("9" * 30, 3), ("", 3)],
)
def test_n_bounds_what_is_found(harbour, registry, n, found):
    services.create(namespace=harbour.bob.namespace, name="web", by=By())
    registry("bob").push("bob/web", image(), tag="1")

    answer = registry("bob")("GET", f"/v1/search?q=&n={n}")

    assert len(names(answer)) == found


def test_no_more_than_a_hundred_are_found(world, registry):
    for number in range(103):
        repository(f"alice/r{number}")

    assert len(names(registry("alice")("GET", "/v1/search?q=&n=1000"))) == 100
