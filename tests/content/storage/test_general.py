"""A storage that nobody here has heard of."""

import pytest
from django.core.files.storage import InMemoryStorage

from hub.content.storage import StorageUnavailable
from hub.content.storage.general import GeneralBackend

from .uploading import Upload, digest_of, stored

pytestmark = pytest.mark.one_pair


class Renaming(InMemoryStorage):
    """Stores under a name of its own choice, as Django allows."""

    def get_available_name(self, name, max_length=None):
        return f"{name}_chosen"


class Forgetful(InMemoryStorage):
    """Loses the end of what it is given."""

    def _save(self, name, content):
        name = super()._save(name, content)
        self._resolve(name).open("wb").truncate(1)
        return name


class Away(InMemoryStorage):
    """Fails with an error of its own library."""

    def _save(self, name, content):
        raise LookupError("the cloud is not in the sky")


@pytest.fixture
def over(tmp_path, settings):
    settings.HUB_STAGING_DIR = tmp_path / "staging"
    return lambda storage: GeneralBackend(storage)


def test_it_refuses_what_was_not_stored_whole(over):
    backend = over(Forgetful())

    with pytest.raises(StorageUnavailable):
        Upload(backend).finish(digest_of(b"whole"), b"whole")

    assert list(backend.list_blobs()) == []


def test_it_names_the_errors_of_other_libraries(over):
    with pytest.raises(StorageUnavailable):
        Upload(over(Away())).finish(digest_of(b"x"), b"x")


def test_it_can_finish_once_the_storage_is_back(over):
    backend = over(Away())
    upload = Upload(backend)
    upload.append(b"x")
    with pytest.raises(StorageUnavailable):
        upload.finish(digest_of(b"x"))
    backend.storage = InMemoryStorage()

    assert stored(backend, upload.finish(digest_of(b"x"))) == b"x"


def test_it_keeps_the_name_that_the_storage_chose(over):
    backend = over(Renaming())

    key = Upload(backend).finish(digest_of(b"x"), b"x")

    assert key.endswith("_chosen")
    assert stored(backend, key) == b"x"
