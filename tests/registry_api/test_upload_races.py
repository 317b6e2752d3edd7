"""Two requests for one thing in the same instant."""

from itertools import count

import pytest

from hub.content.models import Blob, RepositoryBlob, Tag, Upload
from hub.content.storage import backend
from hub.events.models import Event
from hub.oci import digests
from hub.repositories.models import Repository
from tests.images import image
from tests.registry_api.wire import Raw
from tests.services.processes import eventually
from tests.services.threads import at_once

MIB = 1024 * 1024
AT_ONCE = 10


@pytest.fixture
def alice(world, registry):
    return registry("alice")


def numbered(function):
    """Of the calls at once, each gets a number of its own."""
    numbers = count()
    return lambda: function(next(numbers))


@pytest.mark.parametrize("content_range", [{}, {"content_range": f"0-{2 * MIB - 1}"}])
def test_of_two_that_write_one_upload_exactly_one_counts(alice, content_range):
    location = alice.start("alice/app")
    token = alice.token_for(location)
    ours, theirs = b"a" * 2 * MIB, b"b" * 2 * MIB
    with Raw(alice.hub) as first:
        first.begin("PATCH", location, token=token, content_length=len(ours))
        first.send(ours[:MIB])
        eventually(lambda: Upload.objects.get().generation == 1)

        second = alice("PATCH", location, theirs, **content_range)
        first.send(ours[MIB:])
        late = first.answer("PATCH", location)

    assert (second.status, second.headers["Range"]) == (202, f"0-{2 * MIB - 1}")
    assert (late.status, late.codes) == (416, ["RANGE_INVALID"])
    assert late.location == location
    done = alice.finish(location, digest=digests.of(theirs))
    assert done.status == 201
    assert alice("GET", done.location).body == theirs


def test_of_two_that_finish_one_upload_only_whole_bytes_become_a_blob(alice):
    content = b"c" * 3 * MIB
    location = alice("PATCH", alice.start("alice/app"), content[:MIB]).location
    digest = digests.of(content)

    answers = at_once(4, lambda: alice.finish(location, content[MIB:], digest=digest))

    assert [a.status for a in answers].count(201) >= 1
    assert {a.status for a in answers} <= {201, 404, 416}, alice.hub.log_text()[-6000:]
    assert alice("GET", f"/v2/alice/app/blobs/{digest}").body == content


def test_a_late_writer_cannot_cancel_what_goes_on(alice):
    location = alice.start("alice/app")
    token = alice.token_for(location)
    with Raw(alice.hub) as first:
        first.begin("PATCH", location, token=token, content_length=2 * MIB)
        first.send(b"a" * MIB)
        eventually(lambda: Upload.objects.get().generation == 1)

        cancelled = alice("DELETE", location)
        first.send(b"a" * MIB)
        late = first.answer("PATCH", location)

    assert cancelled.status == 204
    assert late.status in (404, 416)
    assert alice("GET", location).status == 404


@pytest.mark.parametrize("way", ["post", "put"])
def test_pushes_of_one_layer_all_win(alice, way):
    content = b"the same layer from ten machines " * 100_000
    digest = digests.of(content)
    alice.token_for("/v2/alice/app/blobs/")

    def push():
        if way == "post":
            path = f"/v2/alice/app/blobs/uploads/?digest={digest}"
            return alice("POST", path, content)
        return alice.finish(alice.start("alice/app"), content, digest=digest)

    answers = at_once(AT_ONCE, push)

    assert [a.status for a in answers] == [201] * AT_ONCE
    assert Blob.objects.count() == RepositoryBlob.objects.count() == 1
    assert not Upload.objects.exists()
    assert alice("GET", answers[0].location).body == content
    assert [o.key for o in stored_now()] == [Blob.objects.get().storage_key]


def stored_now():
    """What is in the storage of this test: other tests leave theirs to the collector."""
    ours = set(Blob.objects.values_list("storage_key", flat=True))
    return [found for found in backend().list_blobs() if found.key in ours]


def test_pushes_to_one_new_name_make_one_repository(alice):
    alice.token_for("/v2/alice/new/blobs/")

    answers = at_once(AT_ONCE, lambda: alice("POST", "/v2/alice/new/blobs/uploads/"))

    assert [a.status for a in answers] == [202] * AT_ONCE
    assert Repository.objects.filter(full_name="alice/new").count() == 1
    assert (
        Event.objects.filter(kind="repository.create", repository="alice/new").count()
        == 1
    )


def test_pushes_of_one_tag_all_win_and_one_lasts(alice):
    images = [image(f"number {n}") for n in range(AT_ONCE)]
    for one in images:
        alice.push("alice/app", one)

    answers = at_once(
        AT_ONCE, numbered(lambda n: alice.put_manifest("alice/app", images[n], "1.0"))
    )

    assert [a.status for a in answers] == [201] * AT_ONCE
    lasting = alice("GET", "/v2/alice/app/manifests/1.0").headers[
        "Docker-Content-Digest"
    ]
    assert lasting in {one.digest for one in images}
    assert alice("GET", "/v2/alice/app/tags/list").json["tags"] == ["1.0"]
    assert Tag.objects.count() == 1


def test_pushes_of_the_same_tags_leave_them_together(alice):
    """Each push moves all its tags or none, in whatever order it names them."""
    images = [image(f"number {n}") for n in range(AT_ONCE)]
    for one in images:
        alice.push("alice/app", one)

    def push(number):
        query = "tag=a&tag=b&tag=c" if number % 2 else "tag=c&tag=b&tag=a"
        one = images[number]
        return alice.put_manifest("alice/app", one, f"{one.digest}?{query}")

    answers = at_once(AT_ONCE, numbered(push))

    assert [a.status for a in answers] == [201] * AT_ONCE
    assert alice("GET", "/v2/alice/app/tags/list").json["tags"] == ["a", "b", "c"]
    assert Tag.objects.values("manifest").distinct().count() == 1


def test_the_history_of_a_tag_has_no_gap_however_it_was_pushed(alice):
    images = [image(f"number {n}") for n in range(AT_ONCE)]
    for one in images:
        alice.push("alice/app", one)

    at_once(
        AT_ONCE, numbered(lambda n: alice.put_manifest("alice/app", images[n], "1.0"))
    )

    history = Event.objects.filter(kind="tag.push", tag="1.0").order_by("pk")
    pushed = [event.digest for event in history]
    assert [event.data["previous"] for event in history] == ["", *pushed[:-1]]
    assert pushed[-1] == Tag.objects.get().manifest.digest


def test_pushes_of_one_manifest_all_win(alice):
    one = image()
    for content in one.blobs:
        alice.push_blob("alice/app", content)

    answers = at_once(
        AT_ONCE, numbered(lambda n: alice.put_manifest("alice/app", one, f"1.{n}"))
    )

    assert [a.status for a in answers] == [201] * AT_ONCE
    assert alice("GET", "/v2/alice/app/tags/list").json["tags"] == [
        f"1.{n}" for n in range(AT_ONCE)
    ]


def test_pushes_and_deletes_of_one_tag_end_in_one_of_both(alice):
    one = image()
    alice.push("alice/app", one, tag="1.0")
    path = "/v2/alice/app/manifests/1.0"

    def push_or_delete(number):
        return (
            alice("DELETE", path)
            if number % 2
            else alice.put_manifest("alice/app", one, "1.0")
        )

    answers = at_once(AT_ONCE, numbered(push_or_delete))

    assert {a.status for a in answers} <= {201, 202, 404}
    assert alice("GET", path).status in (200, 404)
    assert alice("GET", f"/v2/alice/app/manifests/{one.digest}").status == 200
