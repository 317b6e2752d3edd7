"""`python -m bench.fill FROM TO`: gives the hub of the environment tags FROM to TO of one repository, each on a manifest and
a blob of its own, and a tenth as many further repositories. Rows only: nobody pulls these blobs.
"""

import hashlib
import os
import sys

import django

OWNER, NAME = "bench", "many"
MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json"
AT_ONCE = 5000


def main(first, last):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    django.setup()
    from django.db import connection, transaction

    for start in range(first, last, AT_ONCE):
        with transaction.atomic():
            fill(range(start, min(start + AT_ONCE, last)))
    if connection.vendor == "postgresql":
        # Its own housekeeping does the same, minutes later.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def fill(numbers):
    from hub.namespaces.models import Namespace
    from hub.repositories.models import Repository

    namespace = Namespace.objects.get(name=OWNER)
    make_repositories(namespace, [n for n in numbers if n % 10 == 0])
    push_all(Repository.objects.get(full_name=f"{OWNER}/{NAME}"), numbers)


def make_repositories(namespace, numbers):
    from hub.repositories.models import Repository, RepositoryName

    made = Repository.objects.bulk_create(
        Repository(namespace=namespace, full_name=f"{OWNER}/other-{n}") for n in numbers
    )
    RepositoryName.objects.bulk_create(
        RepositoryName(namespace=namespace, name=f"other-{n}", repository=one)
        for n, one in zip(numbers, made, strict=True)
    )


def push_all(repository, numbers):
    from hub.content.blobs import protection
    from hub.content.models import (
        Blob,
        Manifest,
        ManifestBlob,
        ManifestContent,
        RepositoryBlob,
        Tag,
    )

    blobs = Blob.objects.bulk_create(
        Blob(
            digest=digest("blob", n),
            size=n,
            storage_key=f"filled/{n}",
            protected_until=protection(),
        )
        for n in numbers
    )
    RepositoryBlob.objects.bulk_create(
        RepositoryBlob(repository=repository, blob=blob) for blob in blobs
    )
    ManifestContent.objects.bulk_create(
        ManifestContent(digest=digest("manifest", n), content=b" " * 500)
        for n in numbers
    )
    manifests = Manifest.objects.bulk_create(
        Manifest(
            repository=repository,
            digest=digest("manifest", n),
            media_type=MEDIA_TYPE,
            kind=Manifest.Kind.IMAGE,
            size=500,
            content_size=n,
        )
        for n in numbers
    )
    ManifestBlob.objects.bulk_create(
        ManifestBlob(manifest=manifest, blob=blob, role="layer", position=0)
        for manifest, blob in zip(manifests, blobs, strict=True)
    )
    Tag.objects.bulk_create(
        Tag(repository=repository, name=f"tag-{n}", manifest=manifest)
        for n, manifest in zip(numbers, manifests, strict=True)
    )


def digest(kind, number):
    return f"sha256:{hashlib.sha256(f'{kind} {number}'.encode()).hexdigest()}"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
