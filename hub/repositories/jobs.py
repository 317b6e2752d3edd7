"""What the worker does for repositories: at once after one was deleted, and every so often in case that was missed."""

from hub.jobs import every, job
from hub.repositories import trash


@every(60 * 60)
@job(lease=600)
def purge_deleted():
    trash.purge()
