"""The backend follows STORAGES["blobs"]."""

import os

import pytest

from hub.content import storage
from hub.content.storage.files import FilesBackend
from hub.content.storage.general import GeneralBackend

pytestmark = pytest.mark.one_pair

FILES = "django.core.files.storage.FileSystemStorage"
MEMORY = "django.core.files.storage.InMemoryStorage"
S3 = "storages.backends.s3.S3Storage"


@pytest.fixture
def choose(settings, tmp_path):
    def choose(kind, **options):
        settings.HUB_STAGING_DIR = tmp_path / "staging"
        settings.STORAGES = settings.STORAGES | {
            "blobs": {"BACKEND": kind, "OPTIONS": options}
        }
        return storage.backend()

    return choose


def test_it_takes_files_for_a_file_system(choose, tmp_path):
    backend = choose(FILES, location=tmp_path / "here")

    assert isinstance(backend, FilesBackend)
    assert backend.root == tmp_path / "here"


def test_it_takes_s3_for_a_bucket(choose):
    backend = choose(S3, bucket_name="layers", location="some/prefix")

    assert type(backend).__name__ == "S3Backend"
    assert backend.at("blobs/x") == {"Bucket": "layers", "Key": "some/prefix/blobs/x"}


def test_it_takes_the_general_path_for_any_other(choose):
    assert isinstance(choose(MEMORY), GeneralBackend)


def test_it_honours_the_modes_of_the_file_system(choose, tmp_path):
    backend = choose(
        FILES,
        location=tmp_path / "here",
        file_permissions_mode=0o660,
        directory_permissions_mode=0o770,
    )

    with backend.writer("u", 1, {}) as writer:
        key = writer.finish(EMPTY)

    assert backend.path_of(key).stat().st_mode & 0o777 == 0o660
    assert backend.path_of(key).parent.stat().st_mode & 0o777 == 0o770


def test_it_stays_the_same_in_one_process(choose, tmp_path):
    assert choose(FILES, location=tmp_path) is storage.backend()


def test_it_is_another_in_a_forked_process(choose, tmp_path):
    parents = choose(FILES, location=tmp_path)

    child = os.fork()
    if child == 0:
        os._exit(storage.backend() is parents)

    assert os.waitpid(child, 0)[1] == 0


def test_it_speaks_the_way_old_stores_understand(choose):
    config = choose(
        S3, bucket_name="b", endpoint_url="http://s3.test"
    ).client.meta.config

    assert config.signature_version == "s3v4"
    assert config.request_checksum_calculation == "when_required"
    assert config.s3["addressing_style"] == "path"


EMPTY = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
