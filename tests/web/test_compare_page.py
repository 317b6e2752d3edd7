"""Two tags side by side."""

import pytest

from tests.artifacts import OTHERS
from tests.images import artifact, image, index, push
from tests.web.reading import read
from tests.world import by

COMPARE = "/alice/app/compare/"


@pytest.fixture
def pushed(world):
    alice = by(world.alice)
    env = {"config": {"Env": ["MODE=new"]}}
    both = index(
        image("amd", layers=[b"base", b"new"], config=env),
        image("arm", platform="linux/arm64/v8"),
    )
    push(world.app, image("old", layers=[b"base", b"old"]), tag="1.0", by=alice)
    push(world.app, both, tag="1.1", by=alice)
    chart, _ = OTHERS["helm chart"]
    push(world.app, chart, tag="chart", by=alice)
    return world


def test_it_hides_what_is_private(client, pushed):
    client.force_login(pushed.charlie)

    assert client.get("/alice/notes/compare/?from=1&to=2").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "",
        "from=1.0",
        "from=%00&to=%00",
        "from=1.0&to=" + "x" * 500,
        "from=sha256:abc&to=1.0",
        "from=1.0&to=1.1&platform=%00",
        "from=chart&to=1.1",
        "from=chart&to=chart",
    ],
)
def test_it_answers_whatever_the_address_says(client, pushed, query):
    assert client.get(f"{COMPARE}?{query}").status_code == 200


def test_it_finds_nothing_of_another_repository(client, pushed):
    push(pushed.notes, image("secret"), tag="9", by=by(pushed.alice))

    text = read(client, f"{COMPARE}?from=1.0&to=9").text
    by_digest = read(client, f"{COMPARE}?from=1.0&to={image('secret').digest}").text

    assert "There is no “9” here." in text
    assert "There is no “sha256" in by_digest


def test_it_compares_the_platform_of_both(client, pushed):
    text = read(client, f"{COMPARE}?from=1.0&to=1.1").text

    assert "1 in common, 1 removed, 1 added" in text
    assert "added: MODE=new" in text


def test_it_says_which_has_no_image_for_a_platform(client, pushed):
    text = read(client, f"{COMPARE}?from=1.0&to=1.1&platform=linux/arm64/v8").text

    assert "1.0 has no image for linux/arm64/v8 here." in text


def test_it_compares_images_of_different_platforms(client, pushed):
    arm = image("arm only", platform="linux/arm64", layers=[b"base"])
    push(pushed.app, arm, tag="arm", by=by(pushed.alice))

    assert "1 in common" in read(client, f"{COMPARE}?from=1.0&to=arm").text


def test_it_takes_digests(client, pushed):
    digest = pushed.app.tags.get(name="1.0").manifest.digest

    text = read(client, f"{COMPARE}?from={digest}&to=1.0").text

    assert "Both are the same digest." in text


def test_it_compares_what_is_no_image_by_its_blobs(client, pushed):
    push(pushed.app, artifact(layers=[b"one"]), tag="a", by=by(pushed.alice))
    push(pushed.app, artifact(layers=[b"one", b"2"]), tag="b", by=by(pushed.alice))

    text = read(client, f"{COMPARE}?from=a&to=b").text

    assert "1 in common, 0 removed, 1 added" in text
