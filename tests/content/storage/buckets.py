"""Backends over buckets of a test's own."""

import secrets

from storages.backends.s3 import S3Storage

from hub.content.storage.s3 import S3Backend
from tests.services.s3 import ACCESS_KEY, REGION, SECRET_KEY


def new_bucket(gateway) -> S3Backend:
    return backend_over(gateway, gateway.make_bucket(f"bucket-{secrets.token_hex(4)}"))


def backend_over(gateway, bucket: str, **options) -> S3Backend:
    options = {
        "bucket_name": bucket,
        "location": "some/prefix",
        "endpoint_url": gateway.endpoint,
        "region_name": REGION,
        "access_key": ACCESS_KEY,
        "secret_key": SECRET_KEY,
    } | options
    return S3Backend(S3Storage(**options))
