"""Tags and repositories, page by page."""

import re

import pytest

from hub.accounts.access_tokens import create_access_token
from hub.accounts.models import Scope
from hub.content.models import Manifest, Tag
from hub.events.record import THE_HUB
from hub.namespaces import services as namespaces
from hub.repositories import services as repositories
from tests.images import image
from tests.registry_api.wire import escaped
from tests.world import by, repository

TAGS = "/v2/alice/app/tags/list"
# In the order of their bytes: capitals first, and no locale's idea of a hyphen.
IN_ORDER = [
    "1.0",
    "1.0-rc",
    "1.0.1",
    "1.10",
    "1.9",
    "A",
    "Z",
    "_",
    "a",
    "a-b",
    "a.b",
    "a_b",
    "ab",
    "z",
]


@pytest.fixture
def alice(world, registry):
    return registry("alice")


@pytest.fixture
def tagged(alice):
    """alice/app has the tags IN_ORDER."""
    alice.push("alice/app", image(), tag="z")
    tag = Tag.objects.get()
    others = [name for name in reversed(IN_ORDER) if name != "z"]
    Tag.objects.bulk_create(
        Tag(repository=tag.repository, name=name, manifest=tag.manifest)
        for name in others
    )
    return alice


def next_page(answer):
    """The address in `Link`, or None."""
    link = answer.headers["Link"]
    return re.fullmatch('<(/v2/[^>]+)>; rel="next"', link)[1] if link else None


def pages(caller, path, key):
    """What each page has, following the links as a client does."""
    while path:
        answer = caller("GET", path)
        assert answer.status == 200, answer
        yield answer.json[key]
        path = next_page(answer)


# Tags


def test_a_repository_without_tags_has_an_empty_list(alice):
    answer = alice("GET", TAGS)

    assert (answer.status, answer.json) == (200, {"name": "alice/app", "tags": []})
    assert answer.headers["Content-Type"] == "application/json"


def test_all_tags_come_in_the_order_of_their_bytes(tagged):
    answer = tagged("GET", TAGS)

    assert answer.json["tags"] == IN_ORDER
    assert next_page(answer) is None


@pytest.mark.parametrize("size", [1, 3, 7, 13, 14, 15])
def test_all_tags_come_page_by_page(tagged, size):
    found = list(pages(tagged, f"{TAGS}?n={size}", "tags"))

    assert [len(page) for page in found[:-1]] == [size] * (len(found) - 1)
    assert sum(found, []) == IN_ORDER


@pytest.mark.parametrize("last", ["1.0.1", "1.0.2", "1.09", "zz", "!", "~", "é", "a b"])
def test_tags_go_on_after_one_that_need_not_exist(tagged, last):
    answer = tagged("GET", f"{TAGS}?last={escaped(last)}")

    after = [tag for tag in IN_ORDER if tag.encode() > last.encode()]
    assert answer.json["tags"] == after


def test_no_tags_are_asked_for_with_nought(tagged):
    answer = tagged("GET", f"{TAGS}?n=0")

    assert answer.json["tags"] == []
    assert next_page(answer) is None


@pytest.mark.parametrize("path", [TAGS, "/v2/_catalog"])
@pytest.mark.parametrize(
    "n",
    ["-1", "a", "1.5", "1e3", "%D9%A3", "+1", "0x10", "%00", "1%00", "-" + "9" * 30],
)
def test_a_size_that_is_no_number_is_refused(alice, path, n):
    answer = alice("GET", f"{path}?n={n}")

    assert (answer.status, answer.codes) == (400, ["PAGINATION_NUMBER_INVALID"])


@pytest.mark.parametrize("path", [TAGS, "/v2/_catalog"])
@pytest.mark.parametrize(
    "query",
    [
        "n=" + "9" * 30,
        "last=" + "9" * 30,
        "last=%00",
        "last=a%00b",
        "n=&last=",
        "last=" + "a" * 3000,
    ],
)
def test_odd_parameters_are_no_matter(tagged, path, query):
    assert tagged("GET", f"{path}?{query}").status == 200


def test_the_name_is_given_back_as_it_was_asked(world, registry):
    world.charlie.is_staff = True
    world.charlie.save()
    charlie = registry("charlie")
    charlie.push("nginx", image(), tag="1.0")
    charlie.push("nginx", image(), tag="1.1")

    answer = charlie("GET", "/v2/nginx/tags/list?n=1")

    assert answer.json == {"name": "nginx", "tags": ["1.0"]}
    assert next_page(answer) == "/v2/nginx/tags/list?n=1&last=1.0"


def test_a_name_of_mine_that_is_not_there_is_404(alice):
    answer = alice("GET", "/v2/alice/new/tags/list")

    assert (answer.status, answer.codes) == (404, ["NAME_UNKNOWN"])


def test_more_tags_than_a_page_holds_are_linked_on(alice):
    alice.push("alice/app", image(), tag="first")
    manifest = Manifest.objects.get()
    Tag.objects.bulk_create(
        Tag(repository_id=manifest.repository_id, name=f"t{n:05}", manifest=manifest)
        for n in range(10_000)
    )

    found = list(pages(alice, TAGS, "tags"))

    assert [len(page) for page in found] == [10_000, 1]


# The catalog


def catalog(caller):
    return sum(pages(caller, "/v2/_catalog?n=2", "repositories"), [])


@pytest.fixture
def harbour(world, registry):
    """Everybody has something, and some of it has been pushed to."""
    repository("bob/web")
    repository("bob/secret", is_private=True)
    repository("charlie/app")
    repository("charlie/empty")
    alice, bob, charlie = registry("alice"), registry("bob"), registry("charlie")
    alice.push("alice/app", image(), tag="1")
    alice.push("alice/notes", image(), tag="1")
    bob.push("bob/web", image(), tag="1")
    bob.push("bob/secret", image(), tag="1")
    charlie.push("charlie/app", image(), tag="1")
    return world


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("", ["alice/app", "bob/web", "charlie/app"]),
        ("alice", ["alice/app", "alice/notes", "bob/web", "charlie/app"]),
        ("bob", ["alice/app", "alice/notes", "bob/secret", "bob/web", "charlie/app"]),
        ("charlie", ["alice/app", "bob/web", "charlie/app", "charlie/empty"]),
    ],
)
def test_the_catalog_has_what_the_caller_may_read(harbour, registry, name, listed):
    assert catalog(registry(name)) == listed


def test_the_catalog_forgets_what_is_gone(harbour, registry):
    repositories.delete(repository=harbour.app, by=by(harbour.alice))
    namespaces.deactivate(namespace=harbour.charlie.namespace, by=THE_HUB)

    assert catalog(registry()) == ["bob/web"]


def test_the_catalog_shows_nothing_private_to_a_public_token(harbour, registry):
    _, secret = create_access_token(
        user=harbour.alice, label="ci", scope=Scope.PUBLIC_READ
    )

    assert catalog(registry("alice", secret=secret)) == [
        "alice/app",
        "bob/web",
        "charlie/app",
    ]


def test_the_catalog_comes_in_pages(harbour, registry):
    found = list(pages(registry("bob"), "/v2/_catalog?n=2", "repositories"))

    assert [len(page) for page in found] == [2, 2, 1]


def test_no_repositories_are_asked_for_with_nought(harbour, registry):
    answer = registry()("GET", "/v2/_catalog?n=0")

    assert answer.json == {"repositories": []}
    assert next_page(answer) is None


def test_a_link_is_to_where_the_client_is(harbour, registry):
    """crane refuses one to another host."""
    link = registry()("GET", "/v2/_catalog?n=1").headers["Link"]

    assert link == '</v2/_catalog?n=1&last=alice%2Fapp>; rel="next"'
