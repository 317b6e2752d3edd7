"""What the worker does for namespaces."""

from hub.jobs import job


@job(retries=6, backoff=10)
def delete_picture(picture):
    from hub.namespaces import pictures

    pictures.delete_file(picture)
