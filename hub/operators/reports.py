"""Reports of public repositories, and what operators decide."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from hub import limits
from hub.events.record import record
from hub.namespaces import services as namespaces
from hub.namespaces.models import Namespace
from hub.operators.errors import AlreadyDecided, AlreadyReported, TooManyReports
from hub.operators.mail import send_report_note
from hub.operators.models import Report


def report(*, repository, reason, text, by) -> Report:
    """Raises AlreadyReported, TooManyReports."""
    open_ones = Report.objects.filter(repository=repository, decided_at=None)
    if open_ones.filter(reporter_id=by.user_id).exists():
        raise AlreadyReported
    spend(by.user_id)
    try:
        with transaction.atomic():
            return Report.objects.create(
                repository=repository,
                full_name=repository.full_name,
                reporter_id=by.user_id,
                reason=reason,
                text=text,
            )
    except IntegrityError as error:
        raise AlreadyReported from error


def spend(user_id):
    rate = settings.HUB_LIMIT_REPORTS
    allowance = limits.spend(
        f"report:{user_id}", limit=rate.limit, window_seconds=rate.window_seconds
    )
    if not allowance.allowed:
        raise TooManyReports(allowance.retry_after)


@transaction.atomic
def decide(*, report, decision, note, by):
    """The note goes to the owner, whatever the decision: see `Report.addressee`. Raises AlreadyDecided."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if not report.is_open:
        raise AlreadyDecided
    report.decision, report.note = decision, note
    report.decided_at, report.decided_by_id = timezone.now(), by.user_id
    report.save(update_fields=["decision", "note", "decided_at", "decided_by"])
    record(
        "report.decide",
        by=by,
        namespace=report.namespace,
        decision=decision,
    )
    if decision == Report.Decision.SUSPENDED:
        # Whose it was when it was reported: what was given away since is not the new owner's doing.
        namespaces.deactivate(
            namespace=Namespace.objects.get(name=report.namespace),
            by=by,
            reason=note or f"{report.full_name}: {report.reason}",
        )
    if note:
        send_report_note.enqueue(report.pk)
