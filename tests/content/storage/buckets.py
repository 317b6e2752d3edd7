"""Backends over places in a bucket that nobody else uses."""

import secrets

from storages.backends.s3 import S3Storage

from hub.content.storage.s3 import S3Backend
from tests.services.s3 import ACCESS_KEY, REGION, SECRET_KEY


def backend_over(gateway, bucket: str, **options) -> S3Backend:
    options = {
        "bucket_name": bucket,
        "location": f"some/{secrets.token_hex(8)}",
        "endpoint_url": gateway.endpoint,
        "region_name": REGION,
        "access_key": ACCESS_KEY,
        "secret_key": SECRET_KEY,
    } | options
    return S3Backend(S3Storage(**options))
