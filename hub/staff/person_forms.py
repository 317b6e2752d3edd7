"""The forms for people, which refuse as sign-up does."""

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm

from hub.accounts import emails
from hub.accounts import services as accounts
from hub.accounts.errors import EmailTaken, PasswordRefused
from hub.accounts.models import User
from hub.namespaces import services as namespaces
from hub.namespaces.errors import NamespaceError


class AddPersonForm(forms.ModelForm):
    """As sign-up asks, whether it is open or closed."""

    password = forms.CharField(strip=False, widget=forms.PasswordInput)

    class Meta:
        model = User
        fields = ["username", "email"]

    def clean_username(self):
        name = self.cleaned_data["username"].strip().lower()
        return checked(namespaces.require_free, name)

    def clean_email(self):
        return checked(emails.require_free, self.cleaned_data["email"].strip().lower())

    def clean_password(self):
        password = self.cleaned_data["password"]
        person = User(
            username=self.cleaned_data.get("username", ""),
            email=self.cleaned_data.get("email", ""),
        )
        checked(lambda value: accounts.require_good_password(value, person), password)
        return password


class NewPasswordForm(AdminPasswordChangeForm):
    """Only for a new one: whoever should not sign in is deactivated, which ends the docker logins too."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Django offers to take the password away.
        self.fields.pop("usable_password", None)


class PersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["email"]

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        if email != self.initial["email"]:
            checked(emails.require_free, email)
        return email


def checked(check, value):
    try:
        check(value)
    except (NamespaceError, EmailTaken, PasswordRefused) as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
    return value
