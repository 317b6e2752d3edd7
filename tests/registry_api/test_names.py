"""Names in addresses: which are refused, and which only look as if they should be."""

import pytest

from hub.repositories import services
from tests.images import image
from tests.registry_api.wire import Registry
from tests.world import by, person

ROUTES = [
    ("GET", "/v2/{}/manifests/1.0"),
    ("PUT", "/v2/{}/manifests/1.0"),
    ("GET", "/v2/{}/tags/list"),
    ("POST", "/v2/{}/blobs/uploads/"),
    ("PATCH", "/v2/{}/blobs/uploads/1"),
    ("GET", "/v2/{}/blobs/sha256:1"),
    ("DELETE", "/v2/{}/blobs/sha256:1"),
    ("GET", "/v2/{}/referrers/sha256:1"),
]


@pytest.mark.parametrize(("method", "route"), ROUTES)
@pytest.mark.parametrize(
    "name",
    [
        "Alice/app",
        "alice/App",
        "alice/app/web",
        "docker.io/library/nginx",
        "a/b/c/d/e",
        "alice//app",
        "alice/",
        "/alice/app",
        "../app",
        "alice/..",
        "alice/.app",
        "alice/app-",
        "alice/a___b",
        "alice/%C3%A9",
        "alice/a%00",
        "alice/a%20b",
        "a" * 40 + "/app",
        "alice/" + "a" * 129,
    ],
)
def test_it_is_refused_whoever_asks(nobody, method, route, name):
    answer = nobody.plain(method, route.format(name))

    assert (answer.status, answer.codes) == (400, ["NAME_INVALID"])


def test_a_hosts_name_of_two_parts_is_a_name_like_any_other(nobody):
    answer = nobody.plain("GET", "/v2/localhost/app/tags/list")

    assert answer.status == 401


@pytest.mark.parametrize(
    "name",
    ["manifests", "blobs", "tags", "list", "uploads", "referrers", "a.b_c__d--e"],
)
def test_a_name_may_be_a_word_of_the_address(world, registry, name):
    full_name = f"alice/{name}"
    alice = registry("alice")
    one = image(name)

    alice.push(full_name, one, tag="tags")

    assert alice("GET", f"/v2/{full_name}/manifests/tags").body == one.manifest
    assert alice("GET", f"/v2/{full_name}/tags/list").json == {
        "name": full_name,
        "tags": ["tags"],
    }
    assert alice("GET", f"/v2/{full_name}/referrers/{one.digest}").status == 200


def test_the_longest_names_go_all_the_way(world, registry, hub):
    long = "a" * 39
    person(long)
    one = image()
    caller = Registry(hub, long)

    caller.push(f"{long}/{'b' * 128}", one, tag="c" * 128)

    assert (
        caller("GET", f"/v2/{long}/{'b' * 128}/manifests/{'c' * 128}").body
        == one.manifest
    )


@pytest.mark.parametrize("written", ["alice%2Fapp", "%61lice/app", "alice/%61pp"])
def test_a_name_may_be_escaped(world, registry, written):
    alice = registry("alice")
    alice.push("alice/app", image(), tag="1.0")

    answer = alice(
        "GET",
        f"/v2/{written}/tags/list",
        token=alice.token_for("/v2/alice/app/tags/list"),
    )

    assert answer.json == {"name": "alice/app", "tags": ["1.0"]}


def test_an_official_image_has_one_part_or_two(world, registry):
    world.charlie.is_staff = True
    world.charlie.save()
    charlie, one = registry("charlie"), image()

    charlie.push("nginx", one, tag="1.0")

    for name in ("nginx", "library/nginx"):
        assert registry()("GET", f"/v2/{name}/manifests/1.0").body == one.manifest
        assert registry()("GET", f"/v2/{name}/tags/list").json["name"] == name
    assert registry()("GET", "/v2/_catalog").json == {"repositories": ["library/nginx"]}


def test_nobody_but_an_operator_pushes_an_official_image(world, registry):
    answer = registry("alice")("POST", "/v2/nginx/blobs/uploads/")

    assert answer.status == 401
    assert "alice may not push to nginx" in answer.message


@pytest.mark.parametrize(
    "name", ["token/app", "admin/app", "v2/app", "nobody-there/app"]
)
def test_nobody_pushes_to_a_namespace_that_is_none(world, registry, name):
    assert registry("alice")("POST", f"/v2/{name}/blobs/uploads/").status == 401


def test_a_name_that_was_deleted_is_not_free_before_it_is_purged(world, registry):
    services.delete(repository=world.app, by=by(world.alice))

    answer = registry("alice")("POST", "/v2/alice/app/blobs/uploads/")

    assert (answer.status, answer.codes) == (403, ["DENIED"])
    assert "alice/app was deleted. Its name is kept until" in answer.message
