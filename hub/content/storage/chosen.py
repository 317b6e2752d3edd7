"""Picks the backend for what STORAGES["blobs"] names, once per process."""

import os
import threading

from django.core.files.storage import FileSystemStorage, Storage, storages

from .backend import Backend

_lock = threading.Lock()
_chosen: tuple[int, Storage, Backend] | None = None


def backend() -> Backend:
    """The process's backend. Connections are never shared with a forked child."""
    global _chosen
    storage, chosen = storages["blobs"], _chosen
    if chosen is not None and chosen[0] == os.getpid() and chosen[1] is storage:
        return chosen[2]
    with _lock:
        if _chosen is None or _chosen[0] != os.getpid() or _chosen[1] is not storage:
            _chosen = (os.getpid(), storage, _backend_for(storage))
        return _chosen[2]


def _backend_for(storage: Storage) -> Backend:
    if isinstance(storage, FileSystemStorage):
        from .files import FilesBackend

        return FilesBackend.over(storage)
    if _is_s3(storage):
        from .s3 import S3Backend

        return S3Backend(storage)
    from .general import GeneralBackend

    return GeneralBackend(storage)


def _is_s3(storage: Storage) -> bool:
    # By name: importing the class would load boto3 for those who keep files.
    return any(
        f"{kind.__module__}.{kind.__name__}" == "storages.backends.s3.S3Storage"
        for kind in type(storage).__mro__
    )
