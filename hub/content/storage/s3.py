"""Blobs in an S3-compatible bucket: plain client calls, nothing held in memory but a part or two."""

import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cached_property

from botocore.client import BaseClient
from django.conf import settings
from storages.backends.s3 import S3Storage

from .backend import Backend, StoredBlob, StoredUpload
from .deadline import within
from .errors import BlobMissing, StorageUnavailable, UploadLost
from .s3_client import NotThere, make_client, s3_errors
from .s3_object import ObjectRange
from .s3_upload import MINIMAL_PART, S3Sink

HEALTH_SECONDS = 5
#: A store that assembles thousands of parts may be silent for long.
ASSEMBLY_SECONDS = 600
_UPLOAD_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
#: blobs/3f/<upload id>.<generation>-<random>.<n>
_KEY = re.compile(rf"blobs/[^/.]+/({_UPLOAD_ID.pattern})\.\d+-[0-9a-f]+\.\d+")


class S3Backend(Backend):
    minimal_chunk = MINIMAL_PART

    def __init__(self, storage: S3Storage):
        self.bucket = storage.bucket_name
        self._storage = storage
        self._prefix = f"{storage.location.strip('/')}/".lstrip("/")
        self._is_redirecting = settings.HUB_BLOBS_REDIRECT

    @cached_property
    def client(self) -> BaseClient:
        return make_client(self._storage)

    @cached_property
    def patient_client(self) -> BaseClient:
        return make_client(self._storage, read_timeout=ASSEMBLY_SECONDS)

    def at(self, key: str) -> dict[str, str]:
        """The arguments that name an object in a client call."""
        return {"Bucket": self.bucket, "Key": self._prefix + key}

    def prefix_of(self, upload_id: str) -> str:
        """How every key of an upload begins. The dot keeps one id from being another's beginning."""
        if not _UPLOAD_ID.fullmatch(upload_id):
            raise ValueError(f"not an upload id: {upload_id!r}")
        return f"blobs/{upload_id[:2]}/{upload_id}."

    def _sink(self, upload_id: str, generation: int, state: dict) -> S3Sink:
        stored = state.get("stored", {}) if state.get("offset") else {}
        if stored and stored.get("kind") != "s3":
            raise UploadLost(upload_id)
        return S3Sink(self, upload_id, generation, stored)

    def discard(self, upload_id: str, state: dict | None = None) -> None:
        stored = (state or {}).get("stored", {})
        if multipart := stored.get("multipart"):
            self.abort(multipart["key"], multipart["id"])
        for key, _ in stored.get("pieces", []):
            self.delete(key)
        for key in stored.get("spent", []):
            self.delete(key)
        for key, multipart_id, _ in self._list_multiparts(self.prefix_of(upload_id)):
            self.abort(key, multipart_id)

    def abort(self, key: str, multipart_id: str) -> None:
        with suppress(NotThere), s3_errors():
            self.client.abort_multipart_upload(**self.at(key), UploadId=multipart_id)

    def open(self, key: str, start: int = 0, length: int | None = None) -> ObjectRange:
        return ObjectRange(self, key, start, length)

    def size(self, key: str) -> int:
        try:
            with s3_errors():
                return self.client.head_object(**self.at(key))["ContentLength"]
        except NotThere:
            self._require_bucket()
            raise BlobMissing(key) from None

    def delete(self, key: str, *, unused_since: datetime | None = None) -> bool:
        # A key belongs to one upload, so no later finish can have begun to use it.
        with suppress(NotThere), s3_errors():
            self.client.delete_object(**self.at(key))
        return True

    def list_blobs(self) -> Iterator[StoredBlob]:
        with s3_errors():
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=f"{self._prefix}blobs/"
            )
            for page in pages:
                for found in page.get("Contents", []):
                    key = found["Key"].removeprefix(self._prefix)
                    if upload_id := _upload_id_of(key):
                        yield StoredBlob(
                            key, found["Size"], found["LastModified"], upload_id
                        )

    def list_uploads(self) -> Iterator[StoredUpload]:
        for key, _, initiated in self._list_multiparts("blobs/"):
            if upload_id := _upload_id_of(key):
                yield StoredUpload(upload_id, initiated)

    def healthy(self) -> None:
        within(HEALTH_SECONDS, self._try_out)

    def url(
        self, key: str, *, expires_in: timedelta = timedelta(minutes=20)
    ) -> str | None:
        if not self._is_redirecting:
            return None
        return self.client.generate_presigned_url(
            "get_object", Params=self.at(key), ExpiresIn=int(expires_in.total_seconds())
        )

    def _require_bucket(self) -> None:
        # A HEAD has no words: a lost object and a lost bucket are both 404.
        try:
            with s3_errors():
                self.client.head_bucket(Bucket=self.bucket)
        except NotThere:
            raise StorageUnavailable(f"there is no bucket {self.bucket}") from None

    def _list_multiparts(self, prefix: str) -> Iterator[tuple[str, str, datetime]]:
        with s3_errors():
            pages = self.client.get_paginator("list_multipart_uploads").paginate(
                Bucket=self.bucket, Prefix=self._prefix + prefix
            )
            for page in pages:
                for found in page.get("Uploads", []):
                    yield (
                        found["Key"].removeprefix(self._prefix),
                        found["UploadId"],
                        found["Initiated"],
                    )

    def _try_out(self) -> None:
        key, written = f"health/{secrets.token_hex(8)}", secrets.token_bytes(32)
        with s3_errors():
            self.client.put_object(**self.at(key), Body=written)
            read = self.client.get_object(**self.at(key))["Body"].read()
            self.client.delete_object(**self.at(key))
        if read != written:
            raise StorageUnavailable(
                "the bucket returned other bytes than were written"
            )


def _upload_id_of(key: str) -> str | None:
    """None for an object that is not ours."""
    match = _KEY.fullmatch(key)
    return match and match[1]
