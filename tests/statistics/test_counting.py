"""What counts as a pull, and to which tag, platform and client it belongs."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from hub.content import manifests
from hub.events.record import THE_HUB
from hub.jobs.writer import Writer
from hub.repositories.models import Repository
from hub.statistics import counting, jobs, sums
from hub.statistics.models import DailyPulls, today
from tests.images import artifact, image, index, push
from tests.services.threads import at_once
from tests.world import build, by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_hand(monkeypatch):
    """Nothing is written but when the test says so."""
    monkeypatch.setattr(counting, "_noted", {})
    monkeypatch.setattr(Writer, "start", lambda self: None)


@pytest.fixture
def put(world):
    return lambda one, tag="": push(world.app, one, tag=tag, by=by(world.alice))


def pull(manifest, tag="", client="docker", times=1):
    for _ in range(times):
        counting.note(manifest.pk, tag, client)


def rows():
    """{(tag, platform, client): pulls}."""
    counting.write()
    return {
        (row.tag, row.platform, row.client): row.pulls
        for row in DailyPulls.objects.all()
    }


def total(repository):
    return Repository.objects.get(pk=repository.pk).pull_count


def away(_):
    raise OperationalError("the database is away")


def test_an_index_and_what_hangs_on_an_image_do_not_count(world, put):
    one = image("1.0")
    many = put(index(one, attestations=1), "1.0")
    attested = manifests.find(
        world.app, many.children.last().digest, with_content=False
    )

    for reached in (many, attested, put(artifact(subject=one))):
        pull(reached)
    pull(put(artifact(), "sha256-" + "a" * 64 + ".sig"))

    assert rows() == {}
    assert total(world.app) == 0


def test_an_image_counts_once_a_platform(world, put):
    amd, arm = image("a"), image("b", platform="linux/arm64/v8")
    put(index(amd, arm), "1.0")

    for one in (amd, arm):
        pull(put(one))

    assert rows() == {
        ("1.0", "linux/amd64", "docker"): 1,
        ("1.0", "linux/arm64/v8", "docker"): 1,
    }
    assert total(world.app) == 2


def test_a_chart_counts_and_has_no_platform(put):
    pull(put(artifact(), "0.1.0"), "0.1.0", "helm")

    assert rows() == {("0.1.0", "", "helm"): 1}


def test_it_counts_for_the_tag_that_was_asked_for(put):
    one = image("a")
    both = put(index(one), "1.2.3")
    put(index(one), "latest")

    pull(both, "latest", "docker")
    pull(put(one), "", "docker")
    pull(put(one), "", "containerd")

    assert rows() == {
        ("latest", "linux/amd64", "docker"): 1,
        ("1.2.3", "linux/amd64", "containerd"): 1,
    }


def test_what_no_tag_leads_to_counts_without_one(put):
    pull(put(image("old")))

    assert rows() == {("", "linux/amd64", "docker"): 1}


def test_tags_of_another_repository_are_not_told(world, put):
    one = image("shared")
    push(world.notes, index(one), tag="secret", by=by(world.alice))

    pull(put(one))

    assert rows() == {("", "linux/amd64", "docker"): 1}


def test_a_platform_may_say_anything(put):
    strange = image("x", config={"os": "=HYPERLINK()", "architecture": "\x00" * 90})
    pull(put(strange, "1.0"), "1.0")

    assert rows() == {("1.0", "", "docker"): 1}


def test_sums_grow(world, put):
    one = put(image("a"), "1.0")
    for _ in range(2):
        pull(one, "1.0", times=3)
        counting.write()

    assert rows() == {("1.0", "linux/amd64", "docker"): 6}
    assert total(world.app) == 6


def test_noting_asks_the_database_nothing(put, django_assert_num_queries):
    one = put(image("a"), "1.0")

    with django_assert_num_queries(0):
        pull(one, "1.0", times=1000)


def test_many_are_written_in_a_few_questions(put, django_assert_max_num_queries):
    for number in range(5):
        pull(put(image(f"{number}"), f"{number}"), f"{number}")

    with django_assert_max_num_queries(7):
        counting.write()


def test_nothing_is_lost_or_counted_twice_while_the_database_is_away(
    world, put, monkeypatch
):
    one = put(image("a"), "1.0")
    pull(one, "1.0", times=2)
    with monkeypatch.context() as patch:
        patch.setattr(sums, "add", away)
        counting.write()
    pull(one, "1.0")

    assert rows() == {("1.0", "linux/amd64", "docker"): 3}
    assert total(world.app) == 3


def test_a_failure_half_way_adds_to_no_total(world, put, monkeypatch):
    monkeypatch.setattr(sums, "adapted", away)
    pull(put(image("a"), "1.0"), "1.0")

    counting.write()

    assert total(world.app) == 0


def test_what_is_deleted_meanwhile_keeps_nothing_else_back(world, put):
    gone, stays = put(image("gone")), put(image("stays"), "1.0")
    pull(gone)
    pull(stays, "1.0")
    manifests.delete(repository=world.app, digest=gone.digest, by=THE_HUB)

    assert rows() == {("1.0", "linux/amd64", "docker"): 1}


def test_it_keeps_no_more_than_so_many(monkeypatch):
    monkeypatch.setattr(counting, "KEPT", 3)

    for number in range(10):
        counting.note(number, "", "docker")
    counting.note(0, "", "docker")

    assert sorted(counting._noted.values()) == [1, 1, 2]


def test_old_days_go_and_the_total_stays(world, put):
    pull(put(image("a"), "1.0"), "1.0")
    counting.write()
    DailyPulls.objects.update(day=today() - timedelta(days=90))
    pull(put(image("a"), "1.0"), "1.0")
    counting.write()

    jobs.delete_expired_days.call()

    assert [row.day for row in DailyPulls.objects.all()] == [today()]
    assert total(world.app) == 2


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_instant_lose_nothing():
    world = build()
    day = today()
    keys = [
        (one.pk, day, "1.0", "linux/amd64", client)
        for one in (world.app, world.notes)
        for client in ("docker", "podman")
    ]
    orders = iter([keys, keys[::-1]] * 4)

    at_once(8, lambda: sums.add(dict.fromkeys(next(orders), 1)))

    assert list(DailyPulls.objects.values_list("pulls", flat=True)) == [8] * 4
    assert (total(world.app), total(world.notes)) == (16, 16)
