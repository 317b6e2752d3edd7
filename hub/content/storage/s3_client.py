"""How we speak to an S3 store: whose settings, how patient, and what its errors are called here."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager

from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from storages.backends.s3 import S3Storage

from .errors import StorageFull, StorageUnavailable

_DEFAULTS = Config(
    connect_timeout=3,
    read_timeout=10,
    retries={"mode": "standard", "total_max_attempts": 2},
    # A worker's threads share one client; each may read one object and send one part.
    max_pool_connections=64,
    tcp_keepalive=True,
    # Newer checksums are refused by older stores. The signature covers the payload anyway.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)

_MISSING = {"404", "NoSuchKey", "NotFound", "NoSuchUpload"}
_FULL = {
    "QuotaExceeded",
    "InsufficientStorage",
    "XMinioStorageFull",
    "StorageFull",
    "NoSpaceLeft",
}
_PARTS_REPLACED = {"InvalidPart", "InvalidPartOrder", "EntityTooSmall"}


class NotThere(Exception):
    """No such object, or no such multipart upload."""


class PartsReplaced(Exception):
    """The parts in the store are not those that were committed."""


def make_client(storage: S3Storage, **patience: float) -> BaseClient:
    """A client for all threads with django-storages' settings; what the operator configured wins over our defaults."""
    ours = copy.copy(storage)
    ours.client_config = _configured(storage).merge(Config(**patience))
    return ours.connection.meta.client


def _configured(storage: S3Storage) -> Config:
    config = _DEFAULTS.merge(storage.client_config)
    if not config.signature_version:
        config = config.merge(Config(signature_version="s3v4"))
    if storage.endpoint_url and not storage.addressing_style:
        # bucket.minio:9000 is a name that nobody serves.
        config = config.merge(Config(s3={"addressing_style": "path"}))
    return config


@contextmanager
def s3_errors() -> Iterator[None]:
    """Names what the store says. `NotThere` and `PartsReplaced` are for the caller to answer."""
    try:
        yield
    except ClientError as error:
        raise _named(error) from error
    except (BotoCoreError, HTTPClientError) as error:
        raise StorageUnavailable(str(error)) from error


def _named(error: ClientError) -> Exception:
    code = error.response.get("Error", {}).get("Code", "")
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    if code in _MISSING:
        return NotThere(str(error))
    if code in _PARTS_REPLACED:
        return PartsReplaced(str(error))
    if code in _FULL or status == 507:
        return StorageFull(str(error))
    return StorageUnavailable(str(error))
