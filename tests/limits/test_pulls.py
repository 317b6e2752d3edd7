"""Counting pulls: by account, or by address."""

import pytest

from hub.limits import Rate, pulls
from hub.limits.models import Counter

pytestmark = pytest.mark.django_db

HERE = "192.0.2.1"


@pytest.fixture(autouse=True)
def small_limits(settings, clock):
    settings.HUB_PULL_LIMIT_ANONYMOUS = Rate(2, 21600)
    settings.HUB_PULL_LIMIT_USER = Rate(3, 21600)


def pull(puller, times=1):
    return [puller.spend() for _ in range(times)]


def test_it_refuses_an_address_beyond_the_limit(clock):
    pull(pulls.of_address(HERE), 2)
    clock.pass_by(21600 - 125)

    with pytest.raises(pulls.PullLimitReached) as refused:
        pull(pulls.of_address(HERE))

    assert refused.value.retry_after == 125
    assert str(refused.value) == (
        "192.0.2.1 may pull 2 times in 6 h. Log in, or try again in 3 min."
    )


def test_it_refuses_an_account_beyond_the_limit():
    pull(pulls.of_user(7, "alice"), 3)

    with pytest.raises(pulls.PullLimitReached) as refused:
        pull(pulls.of_user(7, "alice"))

    assert str(refused.value) == "alice may pull 3 times in 6 h. Try again in 6 h."


def test_it_says_what_is_left():
    assert pull(pulls.of_user(7, "alice"), 3) == [2, 1, 0]
    assert pulls.of_user(7, "alice").look() == 0


def test_looking_counts_nothing():
    for _ in range(5):
        assert pulls.of_address(HERE).look() == 2

    assert not Counter.objects.exists()


def test_it_allows_again_after_the_window(clock):
    pull(pulls.of_address(HERE), 2)
    clock.pass_by(21600)

    assert pull(pulls.of_address(HERE)) == [1]


def test_each_has_a_count_of_their_own():
    pull(pulls.of_address(HERE), 2)

    assert pull(pulls.of_address("192.0.2.2")) == [1]
    assert pull(pulls.of_user(7, "alice")) == [2]
    assert pull(pulls.of_user(8, "bob")) == [2]


def test_a_network_of_ipv6_is_one_address():
    pull(pulls.of_address("2001:db8::1"))

    puller = pulls.of_address("2001:db8::ffff")
    assert (puller.look(), puller.source) == (1, "2001:db8::/64")
    assert pulls.of_address("2001:db8:0:1::1").look() == 2


def test_a_limit_of_nothing_refuses_everything(settings):
    settings.HUB_PULL_LIMIT_ANONYMOUS = Rate(0, 3600)

    with pytest.raises(pulls.PullLimitReached):
        pull(pulls.of_address(HERE))


def test_switched_off_nothing_is_counted(settings, django_assert_num_queries):
    settings.HUB_PULL_LIMIT_ANONYMOUS = settings.HUB_PULL_LIMIT_USER = Rate(None, 1)

    with django_assert_num_queries(0):
        assert pulls.of_address(HERE) is None
        assert pulls.of_user(7, "alice") is None


def test_a_pull_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        pull(pulls.of_address(HERE))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 s"),
        (59, "59 s"),
        (60, "1 min"),
        (61, "2 min"),
        (3600, "1 h"),
        (3601, "61 min"),
        (20000, "6 h"),
        (86400, "24 h"),
    ],
)
def test_a_time_is_said_in_a_unit_that_says_it(seconds, words):
    assert pulls.duration(seconds) == words
