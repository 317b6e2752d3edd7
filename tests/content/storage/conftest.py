"""Every backend over a real store; a test that takes `blobs` runs on each."""

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage

from hub.content.storage.files import FilesBackend
from hub.content.storage.general import GeneralBackend

from .buckets import backend_over


@pytest.fixture
def files(tmp_path):
    return FilesBackend.over(FileSystemStorage(location=tmp_path / "registry"))


@pytest.fixture(scope="session")
def bucket(versitygw):
    """The backend whose clients the others use: making one costs more than most tests."""
    return backend_over(versitygw, versitygw.make_bucket("storage-tests"))


@pytest.fixture
def s3(versitygw, bucket):
    backend = backend_over(versitygw, bucket.bucket)
    backend.client = bucket.client
    backend.patient_client = bucket.patient_client
    return backend


@pytest.fixture
def general(tmp_path, settings):
    settings.HUB_STAGING_DIR = tmp_path / "staging"
    return GeneralBackend(InMemoryStorage())


@pytest.fixture(
    params=[
        "files",
        pytest.param("s3", marks=pytest.mark.needs("versitygw")),
        "general",
    ]
)
def blobs(request):
    return request.getfixturevalue(request.param)
