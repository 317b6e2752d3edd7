"""What the worker does for namespaces, at times and every so often."""

from hub.jobs import every, job
from hub.namespaces import invitations


@every(24 * 60 * 60)
@job
def delete_ended_invitations():
    invitations.delete_ended()


@job(retries=6, backoff=10)
def delete_picture(picture):
    from hub.namespaces import pictures

    pictures.delete_file(picture)
