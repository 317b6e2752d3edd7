"""Find the right tag."""

import hashlib
import re
import time

import pytest

from hub.content import manifests, pulls
from hub.web.repositories import tags
from tests.artifacts import OTHERS
from tests.images import artifact, image, index, push
from tests.web.reading import read
from tests.world import by

TAGS = "/alice/app/tags/"


@pytest.fixture
def pushed(world):
    author = by(world.alice)
    push(world.app, image("old"), tag="1.0", by=author)
    both = index(image("a"), image("b", platform="linux/arm64/v8"), attestations=2)
    for tag in ("1.1", "latest"):
        push(world.app, both, tag=tag, by=author)
    return world


def test_it_hides_the_tags_of_what_is_private(client, world):
    client.force_login(world.charlie)

    assert client.get("/alice/notes/tags/").status_code == 404


def test_it_shows_one_row_a_digest(client, pushed):
    page = read(client, TAGS)

    assert "3 tags on 2 digests." in page.text
    assert "also latest" in page.text
    assert page.html.index("1.1") < page.html.index("1.0")


def test_it_gives_each_row_its_command(client, pushed):
    copies = read(client, TAGS).copies

    assert "docker pull testserver/alice/app:1.1" in copies
    assert "docker pull testserver/alice/app:1.0" in copies


def test_it_says_what_is_no_image(client, pushed):
    for number, (one, _) in enumerate(OTHERS.values()):
        push(pushed.app, one, tag=f"2.{number}", by=by(pushed.alice))

    text = read(client, TAGS).text

    for _, kind in OTHERS.values():
        assert kind in text


def test_it_opens_a_row_on_demand(client, pushed):
    digest = pushed.app.tags.get(name="1.1").manifest.digest
    short = digest.partition(":")[2][:12]

    page = read(client, f"{TAGS}?show={short}")

    assert 'aria-label="Hide platforms of 1.1"' in page.html
    assert f"{TAGS}1.1/?platform=linux/arm64/v8" in page.links
    assert "Attached: 2 attestations" in page.text


@pytest.fixture
def signed(pushed):
    """1.0 with a signature by its tag, and an SBOM that refers to it."""
    digest = pushed.app.tags.get(name="1.0").manifest.digest
    signature, _ = OTHERS["cosign signature"]
    name = digest.replace(":", "-") + ".sig"
    push(pushed.app, signature, tag=name, by=by(pushed.alice))
    sbom = artifact("application/spdx+json", subject=image("old"))
    push(pushed.app, sbom, by=by(pushed.alice))
    return pushed


def test_it_folds_what_is_attached_under_its_image(client, signed):
    page = read(client, TAGS)

    assert "Attached: 1 signature, 1 SBOM" in page.text
    assert "3 tags on 2 digests." in page.text
    assert "unknown" not in page.text
    assert not any("pull testserver/alice/app:sha256-" in one for one in page.copies)


def test_it_shows_the_tags_of_attachments_on_demand(client, signed):
    [shown] = [link for link in read(client, TAGS).links if "?filter=" in link]

    page = read(client, f"{TAGS}{shown}")

    assert "Signature" in page.text
    assert any("sha256-" in one for one in page.copies)


def test_it_folds_what_is_attached_to_a_longer_digest(client, pushed):
    one, alice = image("old"), by(pushed.alice)
    digest = f"sha512:{hashlib.sha512(one.manifest).hexdigest()}"
    manifests.put(
        repository=pushed.app, reference=digest, also_tags=["3.0"],
        content=one.manifest, content_type=one.media_type, by=alice,
    )  # fmt: skip
    signature, _ = OTHERS["cosign signature"]
    # A tag has no room for all of its digits.
    name = digest.replace(":", "-")[: len("sha512-") + 64]
    push(pushed.app, signature, tag=f"{name}.sig", by=alice)

    page = read(client, TAGS)

    assert "Attached: 1 signature" in page.text
    assert not any("sha512-" in one for one in page.copies)


def test_a_short_tag_that_begins_like_a_digest_is_a_tag(client, pushed):
    push(pushed.app, image("short"), tag="sha256-abc", by=by(pushed.alice))

    assert "docker pull testserver/alice/app:sha256-abc" in read(client, TAGS).copies


def test_it_says_when_each_was_last_pulled(client, pushed):
    assert "days ago" not in read(client, TAGS).text
    tag = pushed.app.tags.get(name="1.0")

    pulls.write_batch({tag.manifest_id: time.time() - 3 * 86400})

    assert "3 days ago" in read(client, TAGS).text


def test_it_says_when_each_platform_was_last_pulled(client, pushed):
    digest = pushed.app.tags.get(name="1.1").manifest.digest
    arm = pushed.app.manifests.get(architecture="arm64")

    pulls.write_batch({arm.pk: time.time() - 3 * 86400})

    text = read(client, f"{TAGS}?show={digest[7:19]}").text
    assert "Platform Digest Size Pulled" in text
    assert re.search(r"linux/amd64 \w{12} \d+ B never", text)
    assert re.search(r"linux/arm64/v8 \w{12} \d+ B 3 days ago", text)


def test_it_says_how_many_a_filter_hides(client, pushed):
    text = read(client, f"{TAGS}?filter=2.*").text

    assert "No tag matches “2.*”" in text
    assert "3 tags are hidden by the filter." in text


def test_it_filters_by_platform(client, pushed):
    copies = read(client, f"{TAGS}?platform=linux/arm64/v8").copies

    assert "docker pull testserver/alice/app:1.1" in copies
    assert "docker pull testserver/alice/app:1.0" not in copies


def test_it_offers_deletion_to_who_may_delete(client, pushed):
    assert f"{TAGS}1.0/delete/" not in read(client, TAGS).links

    client.force_login(pushed.bob)
    assert f"{TAGS}1.0/delete/" not in read(client, TAGS).links

    client.force_login(pushed.alice)
    assert f"{TAGS}1.0/delete/" in read(client, TAGS).links


def test_it_says_how_to_push_a_first_image(client, world):
    assert "No tag yet" in read(client, TAGS).text

    client.force_login(world.bob)
    assert "docker push testserver/alice/app:1.0" in read(client, TAGS).copies


@pytest.mark.parametrize(
    "query",
    [
        "filter=%00",
        "filter=" + "(" * 300,
        "filter=***",
        "sort=%00",
        "sort=-pushed_at",
        "platform=%00",
        "platform=linux/" + "x" * 500,
        "page=-1",
        "page=" + "9" * 30,
        "show=%00",
    ],
)
def test_it_answers_whatever_the_address_says(client, pushed, query):
    assert client.get(f"{TAGS}?{query}").status_code == 200


@pytest.mark.parametrize("sort", ["version", "pushed", "name", "size"])
def test_it_asks_as_much_for_many_as_for_one(
    client, pushed, django_assert_max_num_queries, monkeypatch, sort
):
    monkeypatch.setattr(tags, "DIGESTS_A_PAGE", 4)
    for number in range(3):
        tagged = index(image(f"{number}"), image(f"{number}b", platform="linux/386"))
        push(pushed.app, tagged, tag=f"2.{number}", by=by(pushed.alice))

    with django_assert_max_num_queries(17):
        page = read(client, f"{TAGS}?sort={sort}")

    assert "1–4 of 5 digests" in page.text
