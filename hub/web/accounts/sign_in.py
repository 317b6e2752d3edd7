"""Signing in and out."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import perform_login
from allauth.account.views import LoginView, LogoutView
from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.accounts.errors import AccountSuspended, PasswordsClosed, TooManyTries
from hub.web.accounts import fields, providers
from hub.web.form_pages import FormPage, note_too_many_tries


class SignInForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("Username or email"),
        max_length=fields.EMAIL_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "username", **fields.AS_TYPED}),
    )
    password = fields.current_password(gettext_lazy("Password"))
    remember = forms.BooleanField(
        label=gettext_lazy("Keep me signed in on this device"), required=False
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.user = None

    def clean(self):
        data = super().clean()
        if not self.errors:
            self.authenticate(data["username"], data["password"])
        return data

    def authenticate(self, username, password):
        try:
            self.user = authenticate(self.request, username=username, password=password)
        except TooManyTries as error:
            note_too_many_tries(self, error)
            return
        except AccountSuspended as error:
            self.add_error(None, str(error))
            return
        except PasswordsClosed:
            self.add_error(None, _("Passwords are closed here."))
            return
        if self.user is None:
            self.advice = _("Check the username or email, and the password.")
            self.add_error(None, _("That did not match."))

    def login(self, request, redirect_url=None):
        response = perform_login(request, self.user, redirect_url=redirect_url)
        stays = self.cleaned_data["remember"]
        request.session.set_expiry(settings.SESSION_COOKIE_AGE if stays else 0)
        return response


class SignIn(FormPage, LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"

    def dispatch(self, request, *args, **kwargs):
        """Whoever comes back here from the second step begins anew, perhaps as somebody else."""
        clear_login(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **context):
        target = self.passthrough_next_url(reverse("sign_in_passkey"))
        return super().get_context_data(**context) | {
            "passkey_url": target,
            # Operators keep their passwords.
            "by_password": not settings.HUB_SIGN_IN_ONLY
            or self.request.method == "POST"
            or self.request.GET.get("with") == "password",
            "providers": providers.offered(),
        }


class SignOut(LogoutView):
    """A button sends the form; whoever comes by a link is asked."""

    template_name = "accounts/sign_out.html"
