"""Making an account: a person and the namespace of the same name."""

from allauth.account.views import SignupView
from django import forms
from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.accounts import emails, services
from hub.accounts.errors import (
    EmailTaken,
    IdentityTaken,
    PasswordRefused,
    TooManyTries,
)
from hub.accounts.models import User
from hub.namespaces.errors import NamespaceError
from hub.namespaces.services import require_free
from hub.operators import invitations
from hub.operators.errors import DomainRefused, InvitationEnded
from hub.web.accounts import fields, limits, passwords, providers
from hub.web.accounts.adapter import AccountAdapter
from hub.web.clients import client_of
from hub.web.form_pages import FormPage, note_too_many_tries

# Where each refusal of the domain is shown.
PLACES = {
    NamespaceError: "username",
    EmailTaken: "email",
    DomainRefused: "email",
    PasswordRefused: "password",
    InvitationEnded: None,
    IdentityTaken: None,
}
REFUSALS = tuple(PLACES)


class AsksName(forms.Form):
    """For every form that makes an account. It is sent as often as the limit allows."""

    username = forms.CharField(
        label=gettext_lazy("Username"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "username", **fields.AS_TYPED}),
    )

    def __init__(self, *args, request, invitation="", **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.invitation = invitation
        self.fields["username"].help_text = _(
            "Your namespace: images live under %(host)s/alice/. 2 to 39 lower-case letters and digits, "
            "with single hyphens between."
        ) % {"host": request.get_host()}

    def clean_username(self):
        return self.checked("username", require_free)

    def clean_email(self):
        if not self.invitation:
            self.checked("email", invitations.require_domain)
        return self.checked("email", self.require_free_email)

    def require_free_email(self, email):
        emails.require_free(email)

    def clean(self):
        data = super().clean()
        try:
            limits.spend_on_sign_up(client_of(self.request))
        except TooManyTries as error:
            note_too_many_tries(self, error)
        return data

    def checked(self, name, check):
        value = self.cleaned_data[name].strip().lower()
        try:
            check(value)
        except REFUSALS as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return value

    def note(self, refusal):
        place = next(PLACES[kind] for kind in REFUSALS if isinstance(refusal, kind))
        self.add_error(place, str(refusal))


class SignUpForm(AsksName):
    email = fields.email(
        gettext_lazy("Email"),
        help_text=gettext_lazy("For resetting your password. Never shown."),
    )
    password = fields.new_password(gettext_lazy("Password"))

    # allauth's view asks.
    by_passkey = False

    def clean(self):
        data = super().clean()
        if "password" in data:
            self.check_password(data)
        return data

    def check_password(self, data):
        person = User(username=data.get("username", ""), email=data.get("email", ""))
        try:
            services.require_good_password(data["password"], person)
        except PasswordRefused as refusal:
            self.note(refusal)

    def try_save(self, request):
        """What allauth's view calls. Raises one of REFUSALS when somebody was faster."""
        return AccountAdapter().save_user(request, None, self), None


class SignUp(FormPage, SignupView):
    form_class = SignUpForm
    template_name = "accounts/sign_up.html"

    def get_form_kwargs(self):
        more = {"request": self.request, "invitation": self.kwargs.get("key", "")}
        return super().get_form_kwargs() | more

    def is_open(self):
        if key := self.kwargs.get("key"):
            return invitations.is_live(key)
        return super().is_open()

    def get_context_data(self, **kwargs):
        more = {
            "is_invited": "key" in self.kwargs,
            "providers": providers.offered(),
            "invitation": self.kwargs.get("key", ""),
        }
        return super().get_context_data(**kwargs) | more

    def post(self, *args, **kwargs):
        if settings.HUB_SIGN_IN_ONLY:
            return passwords.closed(self.request)
        return super().post(*args, **kwargs)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except REFUSALS as refusal:
            form.note(refusal)
            return self.form_invalid(form)

    def closed(self):
        return closed(self.request, is_invited="key" in self.kwargs)


def closed(request, *, is_invited):
    context = {
        "is_by_invitation": settings.HUB_SIGN_UP == invitations.INVITED,
        "is_invited": is_invited,
    }
    return render(request, "accounts/sign_up_closed.html", context, status=403)
