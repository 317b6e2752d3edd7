"""What the worker does for accounts, every so often."""

from hub.accounts import services
from hub.jobs import every, job


@every(60 * 60)
@job
def delete_ended_credentials():
    services.delete_ended_credentials()
