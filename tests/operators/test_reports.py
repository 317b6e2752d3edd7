"""From a report to a decision."""

from contextlib import suppress

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from hub.accounts import services as accounts
from hub.events.models import Event
from hub.events.record import THE_HUB
from hub.limits import Rate
from hub.operators import reports
from hub.operators.errors import AlreadyDecided, AlreadyReported, TooManyReports
from hub.operators.mail import send_report_note
from hub.operators.models import Report
from hub.repositories import services as repositories
from hub.repositories import transfers
from tests.services.threads import at_once
from tests.world import by, person

pytestmark = pytest.mark.django_db


def report(world, who="charlie", repository=None):
    return reports.report(
        repository=repository or world.app,
        reason=Report.Reason.SPAM,
        text="Look at 1.0",
        by=by(getattr(world, who)),
    )


def decide(one, decision=Report.Decision.DISMISSED, note="", who=None):
    reports.decide(report=one, decision=decision, note=note, by=by(who))


def give_to_bob(world):
    transfers.transfer(
        repository=world.app, namespace=world.bob.namespace, name="app", by=THE_HUB
    )


def test_one_person_reports_a_repository_once(world):
    report(world)

    with pytest.raises(AlreadyReported):
        report(world)
    report(world, who="bob")
    assert Report.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_who_reports_twice_in_one_instant_reports_once(world):
    def try_to_report():
        with suppress(AlreadyReported):
            report(world)

    at_once(3, try_to_report)

    assert Report.objects.count() == 1


def test_nobody_reports_without_end(world, settings):
    settings.HUB_LIMIT_REPORTS = Rate.parse("1/d")
    report(world)

    with pytest.raises(TooManyReports):
        report(world, repository=world.notes)


def test_a_decision_is_made_once(world):
    chief = person("chief", is_staff=True)
    one = report(world)
    decide(one, who=chief)

    with pytest.raises(AlreadyDecided):
        decide(one, Report.Decision.SUSPENDED, who=chief)

    one.refresh_from_db()
    assert (one.decision, one.decided_by) == ("dismissed", chief)
    assert Event.objects.last().kind == "report.decide"
    report(world)


def test_a_decision_has_its_time(world):
    one = report(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=one.pk).update(decision="noted")


def test_a_suspension_takes_the_namespace_with_its_reason(world):
    decide(report(world), Report.Decision.SUSPENDED, who=world.bob)

    world.app.namespace.refresh_from_db()
    assert not world.app.namespace.is_active
    event = Event.objects.get(kind="namespace.deactivate")
    assert event.data["reason"] == "alice/app: spam"


def test_the_owner_gets_the_note_and_no_name(world):
    one = report(world)
    decide(one, Report.Decision.NOTED, note="Remove <1.0>.", who=world.bob)

    send_report_note.func(one.pk)

    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("About alice/app", ["alice@mail.example"])
    assert "Remove <1.0>." in letter.body
    assert "charlie" not in letter.body


def test_the_note_is_in_the_owners_language(world):
    accounts.set_language(user=world.alice, language="ko")
    one = report(world)
    decide(one, Report.Decision.NOTED, note="Remove 1.0", who=world.bob)

    send_report_note.func(one.pk)

    assert mail.outbox[0].subject == "alice/app에 대하여"


def test_the_note_is_the_reason_of_a_suspension(world):
    decide(report(world), Report.Decision.SUSPENDED, note="It mines.", who=world.bob)

    event = Event.objects.get(kind="namespace.deactivate")
    assert event.data["reason"] == "It mines."


@pytest.mark.parametrize(
    ("decision", "told"),
    [("noted", "bob"), ("dismissed", "bob"), ("suspended", "alice")],
)
def test_the_note_goes_to_who_can_act_and_to_whom_it_hits(world, decision, told):
    """Of one that was transferred since: a suspension is whose it was when it was reported."""
    one = report(world)
    give_to_bob(world)
    decide(one, decision, note="Remove 1.0.", who=world.charlie)

    send_report_note.func(one.pk)

    assert [letter.to for letter in mail.outbox] == [[f"{told}@mail.example"]]
    assert "bob/app" in mail.outbox[0].body


def test_the_note_on_what_is_deleted_goes_to_whose_it_was(world):
    one = report(world)
    give_to_bob(world)
    world.app.refresh_from_db()
    repositories.delete(repository=world.app, by=by(world.bob))
    decide(one, Report.Decision.NOTED, note="Do not again.", who=world.charlie)

    send_report_note.func(one.pk)

    assert [letter.to for letter in mail.outbox] == [["alice@mail.example"]]


def test_a_report_outlives_its_repository(world):
    """And hits whose it was then, whoever has it now."""
    one = report(world)
    world.app.delete()

    decide(one, Report.Decision.SUSPENDED, who=world.bob)

    world.alice.namespace.refresh_from_db()
    assert not world.alice.namespace.is_active
