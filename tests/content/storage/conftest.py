"""Every backend over a real store; a test that takes `blobs` runs on each."""

import pytest
from django.core.files.storage import FileSystemStorage

from hub.content.storage.files import FilesBackend


@pytest.fixture
def files(tmp_path):
    return FilesBackend.over(FileSystemStorage(location=tmp_path / "registry"))


@pytest.fixture(params=["files"])
def blobs(request):
    return request.getfixturevalue(request.param)
