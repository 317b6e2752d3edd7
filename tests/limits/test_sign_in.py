"""Guessing is slowed for each account and each address, and the owner still gets in."""

import pytest

from hub.limits import Rate, sign_in
from hub.limits.models import Counter

pytestmark = pytest.mark.django_db

HOME, CAFE = "192.0.2.10", "198.51.100.7"


@pytest.fixture(autouse=True)
def small_limits(settings, clock):
    settings.HUB_LIMIT_SIGN_IN = Rate(3, 900)
    settings.HUB_LIMIT_SIGN_IN_ADDRESS = Rate(6, 900)
    settings.HUB_LIMIT_SIGN_IN_ACCOUNT = Rate(9, 900)
    settings.HUB_LIMIT_SIGN_IN_REPEATS = Rate(20, 900)


def guess(number, *, account="alice", address=CAFE, first=0):
    for attempt in range(first, first + number):
        sign_in.record_failure(account, address, f"wrong-{attempt}")


def test_it_refuses_after_too_many_wrong_secrets():
    guess(3)

    refused = sign_in.check("alice", CAFE)

    assert not refused.allowed
    assert refused.retry_after == 900


def test_it_allows_again_after_the_window(clock):
    guess(3)
    clock.pass_by(900)

    assert sign_in.check("alice", CAFE).allowed


def test_it_lets_the_account_in_from_another_address():
    guess(3)

    assert sign_in.check("alice", HOME).allowed


def test_it_refuses_an_address_that_goes_through_names():
    for name in ("alice", "bob", "charlie", "dave", "erin", "frank"):
        guess(1, account=name)

    assert not sign_in.check("grace", CAFE).allowed
    assert sign_in.check("grace", HOME).allowed


def test_it_leaves_each_address_one_try_when_many_guess_at_an_account():
    for number in range(9):
        guess(1, address=f"203.0.113.{number}", first=number)

    assert sign_in.check("alice", HOME).allowed
    assert not sign_in.check("alice", "203.0.113.1").allowed
    assert sign_in.check("bob", "203.0.113.1").allowed


def test_it_counts_the_same_wrong_secret_once():
    for _ in range(10):
        sign_in.record_failure("alice", CAFE, "yesterday's password")

    assert sign_in.check("alice", CAFE).remaining == 2


def test_it_counts_repeats_when_they_become_many():
    for _ in range(20):
        sign_in.record_failure("alice", CAFE, "yesterday's password")

    assert not sign_in.check("alice", CAFE).allowed


def test_it_forgets_what_was_mistyped_before_the_right_one():
    guess(2)

    sign_in.forget("alice", CAFE)

    assert sign_in.check("alice", CAFE).remaining == 3


def test_it_takes_any_case_of_a_name_for_the_same_account():
    guess(3, account="Alice ")

    assert not sign_in.check("alice", CAFE).allowed


def test_it_takes_a_network_of_ipv6_for_one_address():
    for number in range(3):
        guess(1, address=f"2001:db8::{number:x}", first=number)

    assert not sign_in.check("alice", "2001:db8::ffff").allowed
    assert sign_in.check("alice", "2001:db8:0:1::1").allowed


@pytest.mark.parametrize("text", ["", "a" * 100_000, "\0", "\udcff", "İ"])
def test_it_bears_whatever_was_typed(text):
    sign_in.record_failure(text, text, text)

    assert sign_in.check(text, text).allowed


def test_it_keeps_no_secret():
    sign_in.record_failure("alice", CAFE, "correct horse")

    stored = str(list(Counter.objects.values_list()))
    assert "correct horse" not in stored
    assert "alice" not in stored


def test_checking_takes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        sign_in.check("alice", HOME)
