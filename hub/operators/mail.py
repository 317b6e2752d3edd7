"""The mail of operators, sent by jobs."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from hub.accounts.models import User
from hub.jobs import job
from hub.namespaces.models import Membership
from hub.operators.models import Report


@job(retries=6, backoff=10)
def send_report_note(report_id):
    """To those who own the repository: each alone, so that none learns the other's address."""
    report = Report.objects.get(pk=report_id)
    text = render_to_string("operators/mail/report_note.txt", {"report": report})
    subject, _, body = text.strip().partition("\n\n")
    for owner in owners(report.full_name.partition("/")[0]):
        EmailMessage(subject, body, to=[owner.email]).send()


@job(retries=6, backoff=10)
def send_two_factor_notice(user_id, reason):
    user = User.objects.get(pk=user_id)
    context = {"user": user, "reason": reason}
    text = render_to_string("operators/mail/two_factor_off.txt", context)
    subject, _, body = text.strip().partition("\n\n")
    EmailMessage(subject, body, to=[user.email]).send()


def owners(namespace):
    return User.objects.filter(
        memberships__namespace__name=namespace,
        memberships__role=Membership.Role.OWNER,
    )
