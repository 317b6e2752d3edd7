"""The picture of a person or an organisation, in place of the flag drawn from the name.

The file lies beside the blobs, in a folder of its own that nobody collects, under a name that is used once: what its
address gives never changes.
"""

import secrets
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from hub.events.record import record
from hub.namespaces import drawing, jobs
from hub.namespaces.errors import PicturesUnavailable
from hub.namespaces.locking import lock
from hub.namespaces.models import Namespace


def change(*, namespace, content, by):
    """Raises PictureRefused, PicturesUnavailable."""
    drawn = drawing.redraw(content)
    picture = secrets.token_hex(16)
    # Before its row: a name that is shown is a promise that the file is there. A crash leaves a small one behind.
    with answering():
        files().save(path(picture), ContentFile(drawn))
    put(namespace, picture, by=by)


def remove(*, namespace, by):
    put(namespace, "", by=by)


@transaction.atomic
def put(namespace, picture, *, by):
    locked = lock(namespace)
    former = locked.picture
    if former == picture:
        return
    Namespace.objects.filter(pk=namespace.pk).update(picture=picture)
    if former:
        jobs.delete_picture.enqueue(former)
    record("namespace.picture", by=by, namespace=locked.name, has_picture=bool(picture))
    namespace.picture = picture


def read(picture) -> bytes:
    """Raises FileNotFoundError where it was taken away meanwhile, PicturesUnavailable."""
    with answering(), files().open(path(picture)) as file:
        return file.read()


def delete_file(picture):
    """Twice does no harm, and one that is shown is left alone."""
    if not Namespace.objects.filter(picture=picture).exists():
        files().delete(path(picture))


@contextmanager
def answering():
    """Each kind of store is away in its own words."""
    try:
        yield
    except FileNotFoundError:
        raise
    except Exception as error:
        raise PicturesUnavailable from error


def files():
    return storages["blobs"]


def path(picture):
    return f"pictures/{picture}.webp"
