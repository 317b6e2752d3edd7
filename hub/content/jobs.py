"""What the worker does for content, every so often."""

from hub.content import collect, uploads
from hub.jobs import every, job


@every(15 * 60)
@job
def delete_expired_uploads():
    uploads.delete_expired()


@every(60 * 60)
@job(lease=600)
def collect_blobs():
    collect.collect()


@every(24 * 60 * 60)
@job(lease=3600)
def delete_orphans():
    collect.delete_orphans()
    collect.delete_pulls()
