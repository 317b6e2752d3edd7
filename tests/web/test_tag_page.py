"""Inspect one tag."""

import time

import pytest

from hub.content import pulls
from tests.artifacts import OTHERS, typed
from tests.images import artifact, image, index, push
from tests.web.reading import read
from tests.world import by

TAG = "/alice/app/tags/1.0/"
HISTORY = [
    {"created_by": '/bin/sh -c #(nop)  CMD ["serve"]', "empty_layer": True},
    {"created_by": "RUN /bin/sh -c apt-get update # buildkit"},
]


DESCRIBED = {"history": HISTORY, "config": {"Entrypoint": ["/serve"]}}


@pytest.fixture
def pushed(world):
    both = index(
        image("amd", layers=[b"x" * 1500], config=DESCRIBED),
        image("arm", platform="linux/arm64/v8", config={"config": {"User": "101"}}),
        attestations=1,
    )
    for tag in ("1.0", "latest"):
        push(world.app, both, tag=tag, by=by(world.alice))
    return world


@pytest.mark.parametrize(
    "address",
    [
        "/alice/notes/tags/1.0/",
        "/alice/app/tags/2.0/",
        "/alice/app/tags/.x/",
        "/alice/app/tags/%00/",
    ],
)
def test_it_is_missing(client, pushed, address):
    push(pushed.notes, image(), tag="1.0", by=by(pushed.alice))

    assert client.get(address).status_code == 404


def test_it_shows_layers_with_their_instructions(client, pushed):
    text = read(client, TAG).text

    assert "1 layer, 1.5 kB compressed" in text
    assert "RUN apt-get update" in text
    assert 'CMD ["serve"]' in text
    assert "no layer" in text


def test_it_shows_the_config(client, pushed):
    text = read(client, TAG).text

    assert '["/serve"]' in text
    assert "Runs as root" in text


@pytest.mark.parametrize(
    ("created", "shown"),
    [
        ("2026-11-21T18:04:11.123456789Z", "Created 2026-11-21 18:04:11 UTC"),
        ("2026-11-21T18:04:11+09:00", "Created 2026-11-21 09:04:11 UTC"),
        ("1970-01-01T00:00:00Z", ""),
        ("0001-01-01T00:00:00+23:59", ""),
        ("9999-99-99", ""),
        ("yesterday", ""),
    ],
)
def test_it_says_when_it_was_made_where_that_is_known(client, world, created, shown):
    made = image(config={"created": created})
    push(world.app, made, tag="1.0", by=by(world.alice))

    text = read(client, TAG).text

    assert shown in text
    assert ("Created" in text) == bool(shown)


def test_it_switches_the_platform_by_a_link(client, pushed):
    assert "?platform=linux/arm64/v8" in read(client, TAG).links

    page = read(client, TAG + "?platform=linux/arm64/v8")

    assert "Runs as root" not in page.text
    assert (
        "docker pull --platform linux/arm64/v8 testserver/alice/app:1.0" in page.copies
    )


@pytest.mark.parametrize("platform", ["%00", "plan9/mips", "x" * 999])
def test_it_shows_the_usual_platform_for_an_unknown_one(client, pushed, platform):
    page = read(client, f"{TAG}?platform={platform}")

    assert "docker pull testserver/alice/app:1.0" in page.copies


def test_it_names_the_other_tags_and_the_attestations(client, pushed):
    page = read(client, TAG)

    assert "/alice/app/tags/latest/" in page.links
    assert "Attached Attestation" in page.text
    # It is about the other platform.
    assert "Attached" not in read(client, TAG + "?platform=linux/arm64/v8").text


def test_it_tells_the_history_of_the_tag(client, pushed):
    first = pushed.app.tags.get(name="1.0").manifest.digest
    push(pushed.app, image("next"), tag="1.0", by=by(pushed.bob))

    page = read(client, TAG)

    assert first.partition(":")[2][:12] in page.text
    assert "by bob" in page.text
    assert page.text.count("current") == 1


def test_it_shows_what_is_no_image(client, world):
    chart = artifact(annotations={"org.example.title": "harbour"})
    push(world.app, chart, tag="1.0", by=by(world.alice))

    page = read(client, TAG)

    assert "application/vnd.example.chart" in page.text
    assert "org.example.title=harbour" in page.text
    assert "oras pull testserver/alice/app:1.0" in page.copies


def test_it_gives_the_command_of_helm_for_a_chart(client, world):
    chart, _ = OTHERS["helm chart"]
    push(world.app, chart, tag="1.0.0_build", by=by(world.alice))

    page = read(client, "/alice/app/tags/1.0.0_build/")

    command = "helm pull oci://testserver/alice/app --version 1.0.0+build"
    assert command in page.copies
    assert command in read(client, "/alice/app/tags/").copies


def test_a_chart_says_what_it_is(client, world):
    chart, _ = OTHERS["helm chart"]
    push(world.app, chart, tag="1.0", by=by(world.alice))

    text = read(client, TAG).text

    assert "Name harbour 1.0.0" in text
    assert "Version of the app 2.7" in text
    assert "A quay of one's own" in text


@pytest.mark.parametrize(
    "config", [b"{}", b"no", b'{"name":[1],"version":{},"description":"\\u0000"}']
)
def test_a_chart_that_says_nothing_has_its_page(client, world, config):
    chart = typed("application/vnd.cncf.helm.config.v1+json", config=config)
    push(world.app, chart, tag="1.0", by=by(world.alice))

    assert "Helm chart" in read(client, TAG).text


@pytest.mark.parametrize(
    ("way", "command"),
    [
        ("podman", "podman pull --platform linux/arm64/v8 testserver/alice/app:1.0"),
        ("nerdctl", "nerdctl pull --platform linux/arm64/v8 testserver/alice/app:1.0"),
        (
            "skopeo",
            "skopeo --override-os linux --override-arch arm64 --override-variant v8 "
            "copy docker://testserver/alice/app:1.0 oci:app",
        ),
        ("kubernetes", "kubectl run app --image=testserver/alice/app:1.0"),
        ("compose", "image: testserver/alice/app:1.0\nplatform: linux/arm64/v8"),
        ("from", "FROM --platform=linux/arm64/v8 testserver/alice/app:1.0"),
    ],
)
def test_it_gives_the_command_for_other_tools(client, pushed, way, command):
    page = read(client, f"{TAG}?with={way}&platform=linux/arm64/v8")

    assert command in page.copies


@pytest.mark.parametrize(("one", "kind"), OTHERS.values(), ids=OTHERS.keys())
def test_it_says_what_it_is(client, world, one, kind):
    push(world.app, one, tag="1.0", by=by(world.alice))

    text = read(client, TAG).text

    assert f"Kind {kind}" in text
    assert "Layers" not in text


def test_it_says_so_where_the_child_is_not_stored(client, pushed):
    pushed.app.manifests.filter(architecture="arm64").delete()

    text = read(client, TAG + "?platform=linux/arm64/v8").text

    assert "listed but not stored here" in text


def test_it_shows_each_layers_share_and_the_annotations(client, world):
    layers = [b"x" * 750, b"y" * 250]
    push(
        world.app,
        image(layers=layers, annotations={"org.example.note": "harbour"}),
        tag="1.0",
        by=by(world.alice),
    )

    page = read(client, TAG)

    assert "75 %" in page.text
    assert "25 %" in page.text
    assert "org.example.note=harbour" in page.text


def test_it_names_what_is_attached(client, pushed):
    subject = image("amd", layers=[b"x" * 1500], config=DESCRIBED)
    sbom = artifact("application/spdx+json", subject=subject)
    push(pushed.app, sbom, by=by(pushed.alice))

    page = read(client, TAG)

    assert "Attached SBOM" in page.text
    assert f"/alice/app/manifests/{sbom.digest}/" in page.links


def test_it_says_what_is_attested(client, pushed):
    attested = index(image("amd"), attestations=["https://slsa.dev/provenance/v1"])
    push(pushed.app, attested, tag="2.0", by=by(pushed.alice))
    bundle = artifact(
        "application/vnd.dev.sigstore.bundle.v0.3+json",
        annotations={"dev.sigstore.bundle.predicateType": "https://spdx.dev/Document"},
        subject=attested,
    )
    push(pushed.app, bundle, by=by(pushed.alice))

    text = read(client, "/alice/app/tags/2.0/").text

    assert "Provenance" in text
    assert "SBOM" in text
    words = "Attached: 1 SBOM, 1 provenance statement"
    assert words in read(client, "/alice/app/tags/").text


def test_it_shows_the_annotations_of_the_index_too(client, world):
    one = image(annotations={"org.example.part": "pier"})
    both = index(one, annotations={"org.example.whole": "harbour"})
    push(world.app, both, tag="1.0", by=by(world.alice))

    text = read(client, TAG).text

    assert "Annotations of the index org.example.whole=harbour" in text
    assert "Annotations org.example.part=pier" in text


def test_it_escapes_what_the_image_says(client, world):
    evil = image(config={"config": {"Env": ["A=<script>alert(1)</script>"]}})
    push(world.app, evil, tag="1.0", by=by(world.alice))

    assert "<script>alert" not in read(client, TAG).html


def test_it_asks_a_fixed_number_of_questions(client, pushed, django_assert_num_queries):
    with django_assert_num_queries(15):
        client.get(TAG)


def test_it_says_when_it_was_last_pulled(client, pushed):
    assert "Last pulled" not in read(client, TAG).text
    tag = pushed.app.tags.get(name="1.0")

    pulls.write_batch({tag.manifest_id: time.time() - 3 * 86400})

    assert "Last pulled 3 days ago" in read(client, TAG).text
