"""The codes of an authenticator app, and those for the day it is lost."""

import pytest

from hub.accounts import two_factor
from hub.accounts.errors import CodeRefused, TooManyTries
from hub.accounts.models import User
from hub.events.models import Event
from hub.limits import Rate
from tests.authenticator import code_of, turn_on, wrong_code_of
from tests.world import by, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return person("alice")


def is_on(user):
    return User.objects.get(pk=user.pk).has_two_factor


@pytest.mark.parametrize("code", ["", "12345", "१२३४५६", "x" * 5000])
def test_it_is_not_turned_on_by_another_code(alice, code):
    with pytest.raises(CodeRefused):
        two_factor.add_app(
            user=alice, key=two_factor.new_key(), code=code, by=by(alice)
        )

    assert not is_on(alice)
    assert not two_factor.app_of(alice)


def test_there_is_one_app_at_most(alice):
    turn_on(alice)

    with pytest.raises(CodeRefused):
        turn_on(alice)


def test_a_code_opens_once(alice):
    key, _codes = turn_on(alice)
    code, earlier = code_of(key), code_of(key, steps=-1)
    two_factor.verify(user=alice, code=code)

    for used in (code, earlier):
        with pytest.raises(CodeRefused):
            two_factor.verify(user=alice, code=used)


def test_the_code_that_turned_it_on_opens_nothing(alice):
    key = two_factor.new_key()
    code = code_of(key)
    two_factor.add_app(user=alice, key=key, code=code, by=by(alice))

    with pytest.raises(CodeRefused):
        two_factor.verify(user=alice, code=code)


def test_a_code_may_be_typed_in_groups(alice):
    key, _codes = turn_on(alice)
    code = code_of(key)

    two_factor.verify(user=alice, code=f" {code[:3]} {code[3:]} ")


def test_a_clock_may_be_half_a_minute_off_and_no_more(alice):
    key, _codes = turn_on(alice)

    with pytest.raises(CodeRefused):
        two_factor.verify(user=alice, code=code_of(key, steps=3))
    two_factor.verify(user=alice, code=code_of(key, steps=1))


def test_a_recovery_code_opens_once(alice):
    _key, codes = turn_on(alice)
    two_factor.verify_recovery_code(user=alice, code=f"{codes[0][:4]} {codes[0][4:]}")

    with pytest.raises(CodeRefused):
        two_factor.verify_recovery_code(user=alice, code=codes[0])
    assert two_factor.recovery_codes_left(alice) == 9


def test_new_recovery_codes_end_the_old(alice):
    _key, codes = turn_on(alice)
    newer = two_factor.new_recovery_codes(user=alice, by=by(alice))

    with pytest.raises(CodeRefused):
        two_factor.verify_recovery_code(user=alice, code=codes[0])
    two_factor.verify_recovery_code(user=alice, code=newer[0])


def test_tries_are_limited_for_both_kinds_together(alice, settings):
    key, codes = turn_on(alice)
    settings.HUB_LIMIT_SIGN_IN = Rate(2, 900)
    for verify in (two_factor.verify, two_factor.verify_recovery_code):
        with pytest.raises(CodeRefused):
            verify(user=alice, code=wrong_code_of(key))

    with pytest.raises(TooManyTries):
        two_factor.verify(user=alice, code=code_of(key))
    with pytest.raises(TooManyTries):
        two_factor.verify_recovery_code(user=alice, code=codes[0])


def test_the_right_code_begins_the_count_anew(alice, settings):
    key, codes = turn_on(alice)
    settings.HUB_LIMIT_SIGN_IN = Rate(2, 900)

    for code in codes[:3]:
        with pytest.raises(CodeRefused):
            two_factor.verify(user=alice, code=wrong_code_of(key))
        two_factor.verify_recovery_code(user=alice, code=code)


def test_without_the_app_it_is_off(alice):
    turn_on(alice)
    assert is_on(alice)

    two_factor.remove_app(user=alice, by=by(alice))

    assert not is_on(alice)
    assert two_factor.recovery_codes_left(alice) == 0
    assert two_factor.new_recovery_codes(user=alice, by=by(alice)) == []


def test_it_is_remembered(alice):
    turn_on(alice)
    two_factor.remove_app(user=alice, by=by(alice))

    kinds = Event.objects.filter(kind__contains="two_factor").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "two_factor.add_app",
        "account.two_factor",
        "two_factor.remove_app",
        "account.two_factor",
    ]
