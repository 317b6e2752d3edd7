"""What the worker does for accounts, every so often."""

from hub import limits
from hub.accounts import access_tokens, docker_logins, reminders, sessions
from hub.jobs import every, job


@every(60 * 60)
@job
def delete_ended_credentials():
    docker_logins.delete_ended()
    access_tokens.delete_ended()
    sessions.delete_ended()


@every(60 * 60)
@job
def remind_of_tokens():
    reminders.remind()


@job(retries=6, backoff=10)
def send_reminder(token_id):
    reminders.send(token_id)


# Here, because hub.limits stands beside hub.jobs on the ladder, and wrong passwords are most of what it counts.
@every(10 * 60)
@job
def delete_ended_limits():
    limits.delete_ended()
