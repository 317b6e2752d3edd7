"""What no tag reaches any more."""

import pytest

from hub.web.repositories import untagged
from tests.images import artifact, image, index, push
from tests.web.reading import read
from tests.world import by

UNTAGGED = "/alice/app/untagged/"
OLD, NEW = image("old"), image("new")


@pytest.fixture
def pushed(world):
    """1.0 moved from OLD to an index of NEW; an SBOM is attached to NEW, another to OLD."""
    alice = by(world.alice)
    push(world.app, OLD, tag="1.0", by=alice)
    push(world.app, index(NEW, attestations=1), tag="1.0", by=alice)
    for subject in (OLD, NEW):
        push(world.app, artifact("application/spdx+json", subject=subject), by=alice)
    return world


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("charlie", 403)])
def test_it_is_for_those_who_may_push(client, pushed, who, status):
    if who:
        client.force_login(getattr(pushed, who))

    assert client.get(UNTAGGED).status_code == status
    assert UNTAGGED not in read(client, "/alice/app/tags/").links


def test_it_lists_what_stands_for_itself(client, pushed):
    client.force_login(pushed.bob)

    page = read(client, UNTAGGED)

    listed = [link for link in page.links if "/manifests/" in link]
    assert listed == [f"/alice/app/manifests/{OLD.digest}/"]
    assert "Attached: 1 SBOM" in page.text
    assert "Choose" not in page.html


def test_whoever_may_delete_chooses(client, pushed):
    client.force_login(pushed.alice)
    assert UNTAGGED in read(client, "/alice/app/tags/").links

    page = read(client, UNTAGGED)

    assert f'aria-label="Choose {OLD.digest[7:19]}"' in page.html


def test_it_says_where_there_is_nothing(client, world):
    client.force_login(world.bob)

    assert "Nothing is untagged" in read(client, UNTAGGED).text


def test_it_asks_as_much_for_many_as_for_one(
    client, pushed, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr(untagged, "DIGESTS_A_PAGE", 4)
    for number in range(5):
        push(pushed.app, image(f"{number}"), by=by(pushed.alice))
    client.force_login(pushed.bob)

    with django_assert_max_num_queries(16):
        page = read(client, UNTAGGED)

    assert "1–4 of 6 digests" in page.text
