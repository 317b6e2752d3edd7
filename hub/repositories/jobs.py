"""What the worker does for repositories."""

from hub.jobs import every, job
from hub.repositories import stars, trash


# At once after one was deleted, and every so often in case that was missed.
@every(60 * 60)
@job(lease=600)
def purge_deleted():
    trash.purge()


@job(lease=600)
def take_back_stars(user_id):
    stars.take_back_all(user_id=user_id)
