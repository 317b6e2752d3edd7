"""Where Django's own Korean reads badly, ours is said."""

import pytest
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import translation

from hub.accounts.models import User

ALICE = User(username="alice123456", email="alice@mail.example")


@pytest.mark.parametrize(
    ("refuse", "words"),
    [
        (
            lambda: forms.CharField(max_length=5).clean("too long"),
            "5자까지 쓸 수 있습니다. 지금은 8자입니다.",
        ),
        (
            lambda: forms.ChoiceField(choices=[("a", "A")]).clean("b"),
            "b은(는) 고를 수 없는 값입니다. 목록에서 고르세요.",
        ),
        (
            lambda: validate_password("alice123456", ALICE),
            "비밀번호가 사용자 이름이나 이메일과 너무 비슷합니다.",
        ),
    ],
    ids=["long", "choice", "password"],
)
def test_a_refusal_is_said_in_our_words(refuse, words):
    with translation.override("ko"):
        with pytest.raises(forms.ValidationError) as refusal:
            refuse()
        assert refusal.value.messages == [words]
