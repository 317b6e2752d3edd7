"""Where blob bytes live: the only package that touches them.

Files (FileSystemStorage):

    blobs/sha256/ab/abcd...ef          a blob; written once, never changed, never overwritten
    uploads/<upload id>/<generation>   what an unfinished upload has received

S3 (S3Storage), below the bucket's prefix, prefix-free:

    blobs/3f/3f2a....<generation>.<n>  a blob, or a piece of an unfinished upload; every key is used once
    (multipart uploads)                the rest of an unfinished upload, completed in place under such a key

Any other Django storage holds `blobs/3f/3f2a....<generation>`; its uploads are staged on the local disk.

Rules:

1. An upload's state is a dict that the caller keeps beside the offset and a generation. The caller raises the generation
   by compare-and-set when a request begins to write, and commits the new state by compare-and-set when it ends. Bytes
   belong to an upload only through the state that was committed, so a crash leaves garbage at most.
2. A writer of an older generation may still be alive. It cannot change what a newer one commits.
3. `Writer.finish` verifies the digest over all bytes and makes them durable before it returns a key.
4. A key is opaque and is kept with the blob. Where two uploads of one digest end under two keys, the one that loses the
   race in the database deletes its own.
5. Deleting an unreferenced object names the moment since which nobody may have used it; a finish counts as a use.
6. No database, no HTTP here.
"""

from .backend import Backend, Readable, StoredBlob, StoredUpload
from .chosen import backend
from .errors import (
    BlobMissing,
    DigestMismatch,
    StaleWriter,
    StorageError,
    StorageFull,
    StorageUnavailable,
    UploadLost,
)
from .writer import Writer

__all__ = [
    "Backend",
    "BlobMissing",
    "DigestMismatch",
    "Readable",
    "StaleWriter",
    "StorageError",
    "StorageFull",
    "StorageUnavailable",
    "StoredBlob",
    "StoredUpload",
    "UploadLost",
    "Writer",
    "backend",
]
