"""The fields that more than one form of an account has, told to browsers and password managers."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hub.accounts.passwords import LENGTH_LIMIT, least_length

# Phones would begin names and addresses with a capital.
AS_TYPED = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}
EMAIL_LENGTH = get_user_model()._meta.get_field("email").max_length


def email(label, **options):
    widget = forms.EmailInput(attrs={"autocomplete": "email", **AS_TYPED})
    return forms.EmailField(
        label=label, max_length=EMAIL_LENGTH, widget=widget, **options
    )


def current_password(label):
    return forms.CharField(
        label=label,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def new_password(label):
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LENGTH_LIMIT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=format_lazy(
            _("{number} characters or more. A few words make a good one."),
            number=least_length(),
        ),
    )


def code(label, **options):
    widget = forms.TextInput(
        attrs={
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "class": "code",
            **AS_TYPED,
        }
    )
    return forms.CharField(label=label, max_length=32, widget=widget, **options)
