"""The queue of reports, invitations and the banner, as operators see them."""

import re

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from hub.events.record import THE_HUB
from hub.operators import banner, invitations, reports
from hub.operators.models import Banner, Invitation, Report
from hub.repositories import services as repositories
from hub.repositories import transfers
from tests.world import by, person

pytestmark = pytest.mark.django_db

REPORTS = "/admin/operators/report/"
INVITATIONS = "/admin/operators/invitation/"
BANNER = "/admin/operators/banner/"


@pytest.fixture
def chief():
    return person("chief", is_staff=True, is_superuser=True)


@pytest.fixture
def operator(client, chief):
    client.force_login(chief)
    return client


@pytest.fixture
def reported(world):
    return reports.report(
        repository=world.app, reason="spam", text="Look", by=by(world.charlie)
    )


@pytest.mark.parametrize("page", [REPORTS, INVITATIONS, BANNER])
def test_it_is_the_operators(client, world, page):
    client.force_login(world.alice)

    assert client.get(page, follow=True).status_code == 403


@pytest.mark.parametrize("answer", [{}, {"decision": "noted"}, {"decision": "odd"}])
def test_a_decision_is_whole(operator, reported, answer):
    assert operator.post(f"{REPORTS}{reported.pk}/change/", answer).status_code == 200
    reported.refresh_from_db()
    assert reported.is_open


def test_a_report_is_decided_and_the_owner_told(operator, chief, reported):
    answer = {"decision": "noted", "note": "Remove 1.0"}

    operator.post(f"{REPORTS}{reported.pk}/change/", answer)

    reported.refresh_from_db()
    assert (reported.decision, reported.decided_by) == ("noted", chief)
    assert DBTaskResult.objects.filter(task_path__endswith="send_report_note").exists()
    operator.post(f"{REPORTS}{reported.pk}/change/", {"decision": "dismissed"})
    reported.refresh_from_db()
    assert reported.decision == "noted"


def test_open_reports_come_first(operator, world, reported):
    other = reports.report(
        repository=world.notes, reason="other", text="Look", by=by(world.bob)
    )
    reports.decide(report=reported, decision="dismissed", note="", by=by(world.bob))

    rows = operator.get(REPORTS).context["cl"].result_list

    assert list(rows) == [other, reported]
    shown = operator.get(f"{REPORTS}?state=open").context["cl"].result_list
    assert list(shown) == [other]


def test_the_queue_says_where_a_repository_is_now(operator, world, reported):
    assert "/alice/app/" in operator.get(REPORTS).content.decode()

    transfers.transfer(
        repository=world.app, namespace=world.bob.namespace, name="boat", by=THE_HUB
    )

    for page in (REPORTS, f"{REPORTS}{reported.pk}/change/"):
        text = operator.get(page).content.decode()
        assert "/bob/boat/" in text
        assert "a suspension hits alice, and a note without one goes to bob" in text
    world.app.refresh_from_db()
    repositories.delete(repository=world.app, by=THE_HUB)
    assert "/bob/boat/" not in operator.get(REPORTS).content.decode()


def test_an_invitation_is_shown_once_and_works(operator, settings):
    settings.HUB_SIGN_UP = "invitation"

    answer = operator.post(f"{INVITATIONS}add/", {"note": "For Nora", "days": "7"})

    link = re.search(r"http://testserver(/account/[^<]*)", answer.content.decode())[1]
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(link).status_code == 200
    row = Invitation.objects.get()
    shown = operator.get(f"{INVITATIONS}{row.pk}/change/")
    assert "For Nora" in shown.content.decode()
    operator.post(
        INVITATIONS,
        {"action": "withdraw", "_selected_action": [row.pk], "is_sure": "1"},
    )
    assert Client().get(link).status_code == 403
    assert not invitations.live().exists()


def test_a_closed_hub_invites_nobody(operator, settings):
    settings.HUB_SIGN_UP = "closed"

    assert operator.get(f"{INVITATIONS}add/").status_code == 403


def test_the_banner_is_put_up_and_taken_down(operator):
    soon = {"text": "Down at noon", "level": "warn", "until": "2999-01-01T12:00"}
    operator.post(f"{BANNER}add/", soon)
    banner.memory.forget()
    assert "Down at noon" in operator.get("/help/").content.decode()

    page = f"{BANNER}{Banner.THE_ONE}/change/"
    operator.post(page, {"text": "", "level": "warn"})
    banner.memory.forget()
    assert "Down at noon" not in operator.get("/help/").content.decode()
    assert operator.get(f"{BANNER}add/").status_code == 403
    assert Report.objects.count() == 0
