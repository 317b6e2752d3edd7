"""What the worker does for organisations, every so often."""

from hub.jobs import every, job
from hub.namespaces import invitations


@every(24 * 60 * 60)
@job
def delete_ended_invitations():
    invitations.delete_ended()
