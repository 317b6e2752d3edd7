"""An access token for some repositories opens elsewhere what stands open to everybody; one for new tags moves none."""

import pytest

from hub.accounts import access_tokens
from hub.accounts.models import Scope
from hub.content.models import Tag
from hub.events.models import Event
from tests.images import image
from tests.world import repository

ONE, TWO = image("one"), image("two")


@pytest.fixture
def speak(world, registry):
    """Alice, with a token of hers: `speak("alice/app")`."""

    def speak(*patterns, scope=Scope.ADMIN, **limits):
        _, secret = access_tokens.create_access_token(
            user=world.alice,
            label="ci",
            scope=scope,
            repositories=patterns,
            **limits,
        )
        return registry("alice", secret=secret)

    return speak


def test_it_is_a_stranger_elsewhere(speak, registry):
    alice = registry("alice")
    alice.push("alice/app", ONE, tag="1.0")
    alice.push("alice/notes", ONE, tag="1.0")
    ci = speak("alice/web-*", "alice/cli")

    assert ci("GET", "/v2/alice/app/manifests/1.0").status == 200
    assert ci("PUT", "/v2/alice/app/manifests/2.0", ONE.manifest).status == 401
    assert ci("DELETE", "/v2/alice/app/manifests/1.0").status == 401
    private = ci("GET", "/v2/alice/notes/manifests/1.0")
    missing = ci("GET", "/v2/alice/nothing/manifests/1.0")
    assert (private.status, missing.status) == (401, 401)
    assert private.message.replace("notes", "nothing") == missing.message


def test_it_works_where_it_is_for(speak):
    ci = speak("alice/web-*", "alice/notes")

    ci.push("alice/web-shop", ONE, tag="1.0")
    ci.push("alice/notes", ONE, tag="1.0")

    assert ci("GET", "/v2/alice/notes/manifests/1.0").status == 200
    assert ci("DELETE", "/v2/alice/web-shop/manifests/1.0").status == 202


def test_it_creates_only_where_it_is_for(speak):
    ci = speak("alice/web-*")

    assert ci("POST", "/v2/alice/other/blobs/uploads/").status == 401


def test_the_catalog_and_search_hide_what_it_is_not_for(speak, world, registry):
    alice = registry("alice")
    world.alice.namespace.has_unlimited_private_repositories = True
    world.alice.namespace.save()
    repository("alice/web-shop", is_private=True)
    for name in ("alice/notes", "alice/web-shop", "alice/app"):
        alice.push(name, ONE, tag="1.0")
    ci = speak("alice/web-*")

    catalog = ci("GET", "/v2/_catalog").json["repositories"]
    found = ci("GET", "/v1/search?q=alice", basic=("alice", ci.secret)).json["results"]

    assert catalog == ["alice/app", "alice/web-shop"]
    assert {one["name"] for one in found} == {"alice/app", "alice/web-shop"}


def test_what_docker_keeps_of_it_is_limited_too(speak, registry, world):
    ci = speak("alice/web-*")
    answer = ci.log_in(offline_token="true", client_id="docker")
    login = answer.json["refresh_token"]

    answer = ci.plain(
        "POST",
        "/token",
        f"grant_type=refresh_token&refresh_token={login}&service=x&scope=repository:alice/notes:pull,push".encode(),
        content_type="application/x-www-form-urlencoded",
    )
    token = answer.json["access_token"]

    assert ci("GET", "/v2/alice/notes/tags/list", token=token).status == 401


def test_a_tag_that_is_taken_is_not_moved(speak, registry):
    registry("alice").push("alice/app", ONE, tag="1.0")
    ci = speak(withheld=["move"], scope=Scope.WRITE)
    ci.push("alice/app", TWO)
    events = Event.objects.count()

    for path in ("1.0", f"{TWO.digest}?tag=3.0&tag=1.0"):
        answer = ci(
            "PUT",
            f"/v2/alice/app/manifests/{path}",
            TWO.manifest,
            content_type=TWO.media_type,
        )

        assert (answer.status, answer.codes) == (403, ["DENIED"])
        assert "1.0 is taken by another image" in answer.message
    assert Tag.objects.get().manifest.digest == ONE.digest
    assert Event.objects.count() == events


def test_a_tag_that_is_new_or_stands_there_already_is_taken(speak):
    ci = speak(withheld=["move"], scope=Scope.WRITE)

    for _ in range(2):
        ci.push("alice/app", ONE, tag="1.0")
    ci.push("alice/app", TWO, tag="2.0")

    assert Tag.objects.count() == 2


def test_whoever_may_not_move_a_tag_may_not_delete_it(speak, registry):
    registry("alice").push("alice/app", ONE, tag="1.0")
    ci = speak(withheld=["move"])

    for reference in ("1.0", ONE.digest):
        answer = ci("DELETE", f"/v2/alice/app/manifests/{reference}")
        assert (answer.status, answer.codes) == (403, ["DENIED"])
    assert Tag.objects.count() == 1


def test_what_a_token_is_without_its_scope_does_not_give(speak, registry):
    """Separate actions: one that only cleans up, one that only pushes, one that writes the page and nothing else."""
    registry("alice").push("alice/app", ONE, tag="1.0")
    manifest, page = "/v2/alice/app/manifests/1.0", "/api/repositories/alice/app"
    cases = {
        ("push", "edit"): (401, 202, 401),
        ("delete", "edit"): (201, 401, 401),
        ("push", "delete"): (401, 401, 200),
    }

    for withheld, expected in cases.items():
        ci = speak(withheld=withheld)
        basic = {"basic": ("alice", ci.secret)}
        json = {"content_type": "application/json"} | basic
        answers = (
            ci("PUT", manifest, ONE.manifest, content_type=ONE.media_type, **basic),
            ci("DELETE", manifest, **basic),
            ci("PATCH", page, b'{"description": "x"}', **json),
        )

        assert tuple(answer.status for answer in answers) == expected
        registry("alice").push("alice/app", ONE, tag="1.0")
