"""Removing images with all that only they kept."""

import pytest

from hub.content import removal
from hub.content.errors import ManifestInUse, RemovalChanged
from hub.events.models import Event
from hub.oci import attachments
from tests.artifacts import OTHERS
from tests.images import artifact, image, index, push
from tests.world import by

AMD, ARM = image("amd", layers=[b"a" * 50]), image("arm", platform="linux/arm64")
BOTH = index(AMD, ARM, attestations=1)


@pytest.fixture
def app(world):
    push(world.app, BOTH, tag="1.0", by=by(world.alice))
    return world.app


def remove(repository, *images, seal=None):
    digests = [one.digest for one in images]
    planned = removal.plan(repository=repository, digests=digests)
    return removal.remove(
        repository=repository,
        digests=digests,
        seal=planned.seal if seal is None else seal,
        by=by(repository.namespace.owner),
    )


def left(repository):
    return set(repository.manifests.values_list("digest", flat=True))


def test_a_platform_of_an_image_that_stays_is_refused(app):
    with pytest.raises(ManifestInUse):
        remove(app, AMD)

    assert AMD.digest in left(app)


def test_what_was_not_confirmed_is_refused(app):
    planned = removal.plan(repository=app, digests=[BOTH.digest])
    push(app, BOTH, tag="2.0", by=by(app.namespace.owner))

    with pytest.raises(RemovalChanged):
        remove(app, BOTH, seal=planned.seal)

    assert app.tags.count() == 2


def test_an_index_goes_with_its_platforms(app):
    gone = remove(app, BOTH)

    assert gone.tags == ["1.0"]
    assert left(app) == set()
    assert Event.objects.filter(kind="manifest.delete").count() == 4


def test_a_platform_that_has_a_tag_or_another_index_stays(app):
    alice = by(app.namespace.owner)
    push(app, AMD, tag="amd", by=alice)
    push(app, index(ARM), by=alice)

    remove(app, BOTH)

    assert left(app) == {AMD.digest, ARM.digest, index(ARM).digest}


def test_attachments_go_with_their_image(app):
    alice = by(app.namespace.owner)
    signature, _ = OTHERS["cosign signature"]
    push(app, signature, tag=attachments.tags(BOTH.digest)[0], by=alice)
    push(app, artifact("application/spdx+json", subject=AMD), by=alice)

    remove(app, BOTH)

    assert left(app) == set()


def test_an_attachment_that_has_a_tag_of_its_own_stays(app):
    sbom = artifact("application/spdx+json", subject=AMD)
    push(app, sbom, tag="sbom", by=by(app.namespace.owner))

    remove(app, BOTH)

    assert left(app) == {sbom.digest}


def test_it_frees_what_nothing_else_here_needs(app):
    alice = by(app.namespace.owner)
    shared, own = b"s" * 1000, b"o" * 700
    one, two = image("one", layers=[shared, own]), image("two", layers=[shared])
    push(app, one, tag="one", by=alice)
    push(app, two, tag="two", by=alice)

    planned = removal.plan(repository=app, digests=[one.digest])

    assert planned.freed == 700 + len(one.blobs[0])


def test_an_image_of_another_repository_is_not_here(world, app):
    push(world.notes, image("other"), tag="1", by=by(world.alice))

    planned = removal.plan(repository=app, digests=[image("other").digest])

    assert planned.manifests == []
