"""The rest of a sign-up with another service: what it does not know is the name here."""

import re

from allauth.socialaccount.internal.flows import signup
from allauth.socialaccount.views import SignupView
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from hub.accounts import emails
from hub.namespaces.errors import NamespaceError, NamespaceTaken
from hub.namespaces.services import require_free
from hub.oci.names import NAMESPACE_LENGTH
from hub.operators import sign_up
from hub.web.accounts import fields, providers
from hub.web.accounts.sign_up import REFUSALS, AsksName
from hub.web.form_pages import FormPage


class SignUpForm(AsksName):
    email = fields.email(gettext_lazy("Email"), help_text=gettext_lazy("Never shown."))

    # allauth's view asks.
    by_passkey = False

    def __init__(self, *args, sociallogin, **kwargs):
        self.identity = providers.identity_of(sociallogin)
        known = sociallogin.user
        kwargs["initial"] = {"username": suggestion(known), "email": known.email}
        kwargs["invitation"] = providers.invitation_of(sociallogin)
        super().__init__(*args, **kwargs)

    def require_free_email(self, email):
        if email in self.identity.addresses:
            emails.require_unproved(email)
        else:
            super().require_free_email(email)

    def save(self):
        """Raises one of REFUSALS."""
        return sign_up.by_identity(
            identity=self.identity,
            username=self.cleaned_data["username"],
            email=self.cleaned_data["email"],
            invitation=self.invitation,
        )


def suggestion(known) -> str:
    """What the person is called there, or what the address begins with, as a name that is free here; else nothing."""
    for wish in (known.username, known.email.partition("@")[0]):
        name = re.sub(r"[^a-z0-9]+", "-", wish.lower())[:NAMESPACE_LENGTH].strip("-")
        try:
            require_free(name)
        except NamespaceTaken as refusal:
            name = refusal.suggestion
        except NamespaceError:
            name = ""
        if name:
            return name
    return ""


@method_decorator(never_cache, name="dispatch")
class SignUp(FormPage, SignupView):
    form_class = SignUpForm
    template_name = "accounts/provider_sign_up.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **context):
        title = providers.identity_of(self.sociallogin).title
        return super().get_context_data(**context) | {"provider": title}

    def form_valid(self, form):
        try:
            self.sociallogin.user = form.save()
        except REFUSALS as refusal:
            form.note(refusal)
            return self.form_invalid(form)
        signup.clear_pending_signup(self.request)
        return signup.complete_social_signup(self.request, self.sociallogin)
