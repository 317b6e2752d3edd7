"""Mail before an access token expires."""

from datetime import timedelta

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from hub.accounts import (
    access_tokens,
    credentials,
    organisation_tokens,
    reminders,
    services,
)
from hub.accounts.models import AccessToken, Scope
from hub.namespaces import services as namespaces
from hub.namespaces.models import Membership
from tests.services.threads import at_once
from tests.world import by, organisation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return person("alice")


def token_of(user, *, days_left, lifetime=90, label="ci"):
    token, secret = access_tokens.create_access_token(
        user=user, label=label, scope=Scope.READ, expires_in=timedelta(days=lifetime)
    )
    pass_days(lifetime - days_left, token)
    return token, secret


def pass_days(days, token):
    token.refresh_from_db()
    by_now = timedelta(days=days)
    AccessToken.objects.filter(pk=token.pk).update(
        created_at=token.created_at - by_now, expires_at=token.expires_at - by_now
    )


@pytest.fixture
def told(run_jobs):
    """The subjects of what is sent when the job's hour comes."""

    def tell():
        mail.outbox.clear()
        reminders.remind()
        run_jobs()
        return [message.subject for message in mail.outbox]

    return tell


@pytest.mark.parametrize("days_left", [-1, 8, 90])
def test_there_is_none_before_its_time_and_after(alice, told, days_left):
    token_of(alice, days_left=days_left)

    assert told() == []


def test_one_for_a_week_is_not_told_of_at_once(alice, told):
    token_of(alice, days_left=7, lifetime=7)

    assert told() == []


def revoke(user, token):
    access_tokens.revoke_access_token(token=token, by=by(user))


def suspend(user, token):
    services.deactivate(user=user, by=by(user))


def suspend_namespace(user, token):
    namespaces.deactivate(namespace=user.namespace, by=by(user))


@pytest.mark.parametrize("end", [revoke, suspend, suspend_namespace])
def test_nobody_hears_of_what_has_ended(alice, told, run_jobs, end):
    token, _secret = token_of(alice, days_left=6)
    end(alice, token)
    assert told() == []

    other, _secret = token_of(person("bob"), days_left=6)
    reminders.remind()
    end(other.created_by, other)
    run_jobs()
    assert mail.outbox == []


def test_it_comes_a_week_and_a_day_before_once_each(alice, told):
    token, _secret = token_of(alice, days_left=7)

    assert told() == ["Access token “ci” expires in 7 days"]
    assert told() == []
    pass_days(6, token)
    assert told() == ["Access token “ci” expires in 1 day"]
    assert told() == []


def test_of_two_that_were_missed_the_last_comes(alice, told):
    token_of(alice, days_left=0.5)

    assert told() == ["Access token “ci” expires in 1 day"]
    assert told() == []


def test_it_says_where_the_token_is_used(alice, told, settings):
    settings.HUB_PUBLIC_URL = "https://hub.example"
    token, secret = token_of(alice, days_left=6, label="two\nlines")
    client = credentials.Client("192.0.2.7", "docker/28.0 linux")
    credentials.verify(name="alice", secret=secret, client=client)

    assert told() == ["Access token “two lines” expires in 6 days"]

    (message,) = mail.outbox
    assert message.to == ["alice@mail.example"]
    assert "by docker 28.0 from 192.0.2.7" in message.body
    assert "https://hub.example/account/tokens/" in message.body
    assert secret not in message.body


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_makes_the_mail():
    token_of(person("alice"), days_left=6)

    at_once(4, reminders.remind)

    made = DBTaskResult.objects.filter(task_path="hub.accounts.jobs.send_reminder")
    assert made.count() == 1


def test_an_organisation_s_is_told_to_its_owners_also_without_its_maker(alice, told):
    bob = person("bob")
    harbour = organisation("harbour", alice)
    token, _secret = organisation_tokens.create(
        organisation=harbour,
        label="ci",
        scope=Scope.READ,
        repositories=["harbour/*"],
        by=by(alice),
        expires_in=timedelta(days=90),
    )
    pass_days(84, token)
    Membership.objects.create(namespace=harbour, user=bob, role=Membership.Role.OWNER)
    Membership.objects.filter(namespace=harbour, user=alice).delete()

    assert told() == ["Access token “ci” expires in 6 days"]

    (message,) = mail.outbox
    assert message.to == ["bob@mail.example"]
    assert "/harbour/-/tokens/" in message.body
