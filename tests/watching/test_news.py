"""What watchers are told of, when, and who is told nothing."""

from functools import partial

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from hub.accounts import services as accounts
from hub.content import restoring, tags
from hub.events import dispatch
from hub.events.models import Event
from hub.repositories import services as repositories
from hub.watching import news, services
from hub.watching.models import Watch
from tests.images import image, push
from tests.services.threads import at_once
from tests.world import build, by

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world):
    """Bob and Charlie watch the public one, Bob the private one too."""
    services.start(repository=world.app, user=world.bob)
    services.start(repository=world.app, user=world.charlie)
    services.start(repository=world.notes, user=world.bob)
    return world


def release(repository, *names, user, words="1.0"):
    for name in names:
        push(repository, image(words), tag=name, by=by(user))


def told(*, before_sending=lambda: None):
    """{address: subject} of the mails, as the worker would send them."""
    while dispatch.dispatch():
        pass
    run_jobs("gather")
    before_sending()
    run_jobs("send_news")
    return {message.to[0]: message.subject for message in mail.outbox}


def run_jobs(name):
    for row in DBTaskResult.objects.filter(
        task_path=f"hub.watching.jobs.{name}", status="READY"
    ):
        row.task.call(*row.args_kwargs["args"])
        row.delete()


def test_nothing_is_told_of_before(world):
    Watch.objects.all().delete()
    release(world.app, "1.0", user=world.alice)
    services.start(repository=world.app, user=world.bob)

    assert told() == {}


def test_a_tag_that_moves_is_no_news(world):
    release(world.app, "latest", user=world.alice)
    told()
    mail.outbox.clear()

    release(world.app, "latest", user=world.alice, words="1.1")

    assert told() == {}


def test_a_signature_is_no_news(world):
    release(world.app, "sha256-" + "a" * 64 + ".sig", user=world.alice)

    assert told() == {}


def test_ones_own_push_is_no_news(world):
    release(world.app, "1.0", user=world.bob)

    assert set(told()) == {"charlie@mail.example"}


def test_what_is_gone_again_is_no_news(world):
    release(world.app, "1.0", user=world.alice)
    tags.delete(repository=world.app, name="1.0", by=by(world.alice))

    assert told() == {}


def test_a_release_is_one_mail(world, settings):
    settings.HUB_PUBLIC_URL = "https://hub.example"
    release(world.app, "1.0", "1", user=world.alice)
    release(world.app, "1.1", user=world.alice, words="1.1")

    assert told() == {
        "bob@mail.example": "alice/app has 3 new tags",
        "charlie@mail.example": "alice/app has 3 new tags",
    }
    assert len(mail.outbox) == 2
    body = mail.outbox[0].body
    assert "docker pull hub.example/alice/app:1.1" in body
    assert "1.1, pushed by alice" in body


def test_a_later_one_is_told_alone(world):
    release(world.app, "1.0", user=world.alice)
    told()

    release(world.app, "1.1", user=world.alice)

    assert told()["bob@mail.example"] == "alice/app has a new tag: 1.1"


def lose_grant(world):
    repositories.revoke(
        grant=world.notes.grants.get(user=world.bob), by=by(world.alice)
    )


def be_suspended(world):
    accounts.deactivate(user=world.bob, by=by(world.alice))


def stop(world):
    services.stop(repository=world.notes, user=world.bob)


def be_deleted(world):
    repositories.delete(repository=world.notes, by=by(world.alice))


@pytest.mark.parametrize("change", [lose_grant, be_suspended, stop, be_deleted])
def test_nothing_is_sent_to_who_may_no_longer_pull_it(world, change):
    release(world.notes, "1.0", user=world.alice)

    assert told(before_sending=partial(change, world)) == {}


def test_it_is_sent_to_who_still_may(world):
    release(world.notes, "1.0", user=world.alice)

    assert told() == {"bob@mail.example": "alice/notes has a new tag: 1.0"}


def restore_first(world):
    """`1.0` is what it was two pushes ago."""
    release(world.app, "1.0", user=world.alice)
    release(world.app, "1.0", user=world.alice, words="1.0.1")
    told()
    mail.outbox.clear()
    first = Event.objects.filter(kind="tag.push").earliest("pk").digest
    restoring.restore(
        repository=world.app, name="1.0", digest=first, by=by(world.alice)
    )


def test_a_tag_that_goes_back_is_news(world):
    restore_first(world)

    assert told()["bob@mail.example"] == "alice/app: 1.0 is restored"
    assert "1.0, restored by alice" in mail.outbox[0].body


def test_it_is_told_with_what_is_new(world):
    restore_first(world)
    release(world.app, "2.0", user=world.alice)

    subject = told()["bob@mail.example"]
    assert subject == "alice/app: 2 tags are new or restored"


def test_ones_own_restoring_is_no_news(world):
    services.start(repository=world.app, user=world.alice)
    restore_first(world)

    assert "alice@mail.example" not in told()


def test_it_is_in_the_readers_language(world):
    accounts.set_language(user=world.bob, language="ko")
    release(world.app, "1.0", user=world.alice)

    assert told() == {
        "bob@mail.example": "alice/app에 새 태그 1개",
        "charlie@mail.example": "alice/app has a new tag: 1.0",
    }


def test_nobody_watching_costs_no_job(world):
    Watch.objects.all().delete()
    release(world.app, "1.0", user=world.alice)

    dispatch.dispatch()

    assert not DBTaskResult.objects.filter(
        task_path__startswith="hub.watching"
    ).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_makes_the_mail():
    world = build()
    services.start(repository=world.app, user=world.bob)
    release(world.app, "1.0", user=world.alice)

    at_once(6, news.gather, world.app.pk)

    made = DBTaskResult.objects.filter(task_path="hub.watching.jobs.send_news")
    assert made.count() == 1
