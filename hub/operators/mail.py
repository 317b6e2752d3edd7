"""The mail of operators, sent by jobs."""

from hub.accounts.letters import owners, send
from hub.accounts.models import User
from hub.jobs import job
from hub.operators.models import Report


@job(retries=6, backoff=10)
def send_report_note(report_id):
    """To those who own the repository."""
    report = Report.objects.select_related("repository").get(pk=report_id)
    for owner in owners(report.addressee):
        send(
            "operators/mail/report_note.txt",
            language=owner.language,
            to=owner.email,
            report=report,
        )


@job(retries=6, backoff=10)
def send_two_factor_notice(user_id, reason):
    user = User.objects.get(pk=user_id)
    send(
        "operators/mail/two_factor_off.txt",
        language=user.language,
        to=user.email,
        user=user,
        reason=reason,
    )
