"""An upload whose bytes are gone ends with a clear word, at whatever step that shows."""

import pytest

from hub.content import uploads
from hub.content.errors import UploadTakenOver, UploadUnknown
from hub.content.models import Upload
from hub.content.storage import backend
from hub.oci import digests

# For real: a request lets go of its database connection.
pytestmark = pytest.mark.django_db(transaction=True)

LAYER = b"a layer" * 1_000_000


@pytest.fixture
def upload(world):
    upload = uploads.start(repository=world.app, user_id=world.alice.pk)
    uploads.append(upload=upload, chunks=[LAYER, LAYER])
    backend().discard(str(upload.pk), upload.state)
    return upload


def test_it_is_unknown_to_a_finish(upload):
    with pytest.raises(UploadUnknown):
        uploads.finish(upload=upload, chunks=[], digest=digests.of(LAYER + LAYER))

    assert not Upload.objects.exists()


def test_it_is_unknown_to_a_finish_with_a_body(upload):
    with pytest.raises(UploadUnknown):
        uploads.finish(upload=upload, chunks=[LAYER], digest=digests.of(LAYER * 3))

    assert not Upload.objects.exists()


def test_it_is_unknown_to_an_append(upload):
    with pytest.raises(UploadUnknown):
        uploads.append(upload=upload, chunks=[LAYER])


def test_it_is_left_to_whoever_took_it_over(upload):
    finish = uploads.writing(upload)
    Upload.objects.update(generation=upload.generation + 5)

    with pytest.raises(UploadTakenOver), finish as writer:
        writer.finish(digests.of(LAYER + LAYER))

    assert Upload.objects.exists()
