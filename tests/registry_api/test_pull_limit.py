"""Docker Hub's limit on pulls: counted on GET of a manifest, said on HEAD too, exact over all processes."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from hub.accounts.access_tokens import create_access_token
from hub.accounts.models import Scope
from hub.limits.models import Counter
from tests.images import image, push
from tests.registry_api.wire import Registry
from tests.world import build, by

ONE = image()
MANIFEST = "/v2/alice/app/manifests/1.0"
HEADERS = ("ratelimit-limit", "ratelimit-remaining", "docker-ratelimit-source")


@pytest.fixture
def world(transactional_db):
    world = build()
    for one in (world.app, world.notes):
        push(one, ONE, tag="1.0", by=by(world.alice))
    return world


@pytest.fixture
def limited(world, start_hub):
    """Two pulls for an address, three for an account: `limited("alice")` speaks for Alice."""
    hub = start_hub(
        HUB_PULL_LIMIT_ANONYMOUS="2/6h",
        HUB_PULL_LIMIT_USER="3/6h",
        HUB_TRUSTED_PROXIES="1",
    )
    return lambda name="", **options: Registry(hub, name, **options)


def said(answer):
    return [answer.headers[name] for name in HEADERS]


def test_it_refuses_beyond_the_limit(limited):
    client = limited()
    for _ in range(2):
        client("GET", MANIFEST)

    answer = client("GET", MANIFEST)

    assert (answer.status, answer.codes) == (429, ["TOOMANYREQUESTS"])
    assert answer.message == (
        "127.0.0.1 may pull 2 times in 6 h. Log in, or try again in 6 h."
    )
    assert 21500 < int(answer.headers["Retry-After"]) <= 21600
    assert said(answer) == ["2;w=21600", "0;w=21600", "127.0.0.1"]


def test_it_counts_for_an_address_of_its_own(limited):
    client = limited()
    for _ in range(3):
        client("GET", MANIFEST)

    answer = client("GET", MANIFEST, x_forwarded_for="192.0.2.9")
    of_ipv6 = client("GET", MANIFEST, x_forwarded_for="2001:db8::1")

    assert (answer.status, said(answer)[1:]) == (200, ["1;w=21600", "192.0.2.9"])
    assert said(of_ipv6)[1:] == ["1;w=21600", "2001:db8::/64"]


def test_it_counts_for_an_account_wherever_it_is(limited, world):
    _, secret = create_access_token(user=world.alice, label="ci", scope=Scope.READ)
    places = [limited("alice"), limited("alice", secret=secret), limited("alice")]
    answers = [
        client("GET", MANIFEST, x_forwarded_for=f"192.0.2.{number}")
        for number, client in enumerate(places)
    ]

    refused = limited("alice")("GET", MANIFEST)

    assert [said(answer) for answer in answers] == [
        ["3;w=21600", f"{left};w=21600", "alice"] for left in (2, 1, 0)
    ]
    assert refused.status == 429
    assert refused.message == "alice may pull 3 times in 6 h. Try again in 6 h."
    assert limited("bob")("GET", MANIFEST).status == 200


def test_what_is_no_pull_of_a_manifest_does_not_count(limited):
    client = limited()
    for method, path in [
        ("HEAD", MANIFEST),
        ("GET", "/v2/alice/app/tags/list"),
        ("GET", "/v2/alice/app/manifests/2.0"),
        ("GET", "/v2/alice/app/referrers/" + ONE.digest),
        ("GET", "/v2/alice/notes/manifests/1.0"),
        ("GET", "/v2/"),
    ]:
        for _ in range(3):
            assert client(method, path).status in (200, 401, 404)

    answer = client("HEAD", MANIFEST)

    assert said(answer) == ["2;w=21600", "2;w=21600", "127.0.0.1"]
    assert not Counter.objects.filter(key__startswith="pull").exists()


def test_a_head_is_answered_beyond_the_limit(limited):
    client = limited()
    for _ in range(4):
        client("GET", MANIFEST)

    answer = client("HEAD", MANIFEST)

    assert (answer.status, said(answer)[1]) == (200, "0;w=21600")


def test_an_official_image_counts_as_any_other(limited, world):
    world.charlie.is_staff = True
    world.charlie.save()
    limited("charlie").push("nginx", ONE, tag="1.0")

    assert said(limited()("GET", "/v2/nginx/manifests/1.0"))[1] == "1;w=21600"


def test_without_a_limit_nothing_is_said_or_counted(world, hub):
    for name in ("", "alice"):
        for method in ("GET", "HEAD"):
            answer = Registry(hub, name)(method, MANIFEST)

            assert said(answer) == [None, None, None]
    assert not Counter.objects.exists()


def test_of_a_hundred_at_once_exactly_fifty_are_let_through(world, start_hub):
    hub = start_hub(HUB_PULL_LIMIT_ANONYMOUS="50/6h", HUB_WORKERS="2")
    token = Registry(hub).token("repository:alice/app:pull")

    def pull(_):
        answer = Registry(hub)("GET", MANIFEST, token=token)
        return answer.status, answer.headers["ratelimit-remaining"]

    with ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(pull, range(100)))

    left = [int(said.partition(";")[0]) for status, said in answers if status == 200]
    assert sorted(left) == list(range(50))
    assert [status for status, _ in answers].count(429) == 50
