"""Changing a password, and setting one anew by a link that comes by mail."""

from allauth.account.views import (
    PasswordResetDoneView,
    PasswordResetFromKeyDoneView,
    PasswordResetFromKeyView,
    PasswordResetView,
)
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from hub.access import actors
from hub.accounts import credentials, identities, services
from hub.accounts.errors import PasswordRefused, TooManyTries
from hub.accounts.passwords import are_open_to
from hub.addresses import origin
from hub.limits import sign_in
from hub.web.accounts import fields, limits, mail, proof, providers
from hub.web.accounts.adapter import AccountAdapter
from hub.web.clients import client_of
from hub.web.form_pages import FormPage, note_too_many_tries


class OwnPassword:
    """A form that asks the person at the screen for the password of the account that is signed in; whoever has none
    has proved otherwise that it is them."""

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        if not identities.has_password(request.user):
            del self.fields["current_password"]
            self.proof = proof.of(request)

    @property
    def is_ready(self):
        """Whether to send it leads anywhere: without a password the proof comes first."""
        return "current_password" in self.fields or self.proof.is_fresh

    def clean(self):
        if not self.is_ready:
            self.add_error(None, _("Confirm first that it is you."))
        return super().clean()

    def clean_current_password(self):
        secret = self.cleaned_data["current_password"]
        try:
            user = authenticate(
                self.request, username=self.request.user.username, password=secret
            )
        except TooManyTries as error:
            note_too_many_tries(self, error)
            return secret
        if user is None:
            raise forms.ValidationError(_("That is not your password."))
        return secret


class PasswordForm(OwnPassword, forms.Form):
    current_password = fields.current_password(gettext_lazy("Current password"))
    new_password = fields.new_password(gettext_lazy("New password"))

    def clean_new_password(self):
        return good_password(self.cleaned_data["new_password"], self.request.user)


class NewPasswordForm(forms.Form):
    password = fields.new_password(gettext_lazy("New password"))

    def __init__(self, *args, user, temp_key, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        return good_password(self.cleaned_data["password"], self.user)

    def save(self):
        AccountAdapter().set_password(self.user, self.cleaned_data["password"])


def good_password(password, user):
    try:
        services.require_good_password(password, user)
    except PasswordRefused as error:
        raise forms.ValidationError(error.sentences) from error
    return password


class ResetForm(forms.Form):
    email = fields.email(gettext_lazy("Email"))

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_email(self):
        address = self.cleaned_data["email"]
        try:
            limits.spend_on_mail(client_of(self.request), address)
        except TooManyTries as error:
            note_too_many_tries(self, error)
        return address

    def save(self, request):
        address = self.cleaned_data["email"].lower()
        user = credentials.find_user(address)
        if user and user.is_active:
            mail.send_reset_link.enqueue(
                user.pk, origin(request), get_language(), address
            )


class Closable:
    """A page of passwords, which are closed where people sign in with one provider."""

    def dispatch(self, request, *args, **kwargs):
        if are_open_to(request.user):
            return super().dispatch(request, *args, **kwargs)
        return closed(request)


def closed(request):
    context = {"providers": providers.offered()}
    return render(request, "accounts/passwords_closed.html", context, status=403)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class ChangePassword(LoginRequiredMixin, Closable, FormPage, FormView):
    extra_context = {"part": "password"}
    form_class = PasswordForm
    template_name = "accounts/password.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form):
        user = self.request.user
        services.set_password(
            user=user,
            password=form.cleaned_data["new_password"],
            by=actors.of_session(user).by,
        )
        # This session stays; all others were made with the old password and end.
        update_session_auth_hash(self.request, user)
        mail.send_password_notice.enqueue(user.pk, origin(self.request), get_language())
        messages.success(self.request, _("The password is changed."))
        return redirect("account_change_password")


@method_decorator(never_cache, name="dispatch")
class ResetPassword(Closable, FormPage, PasswordResetView):
    form_class = ResetForm
    template_name = "accounts/reset.html"
    success_url = reverse_lazy("account_reset_password_done")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}


class ResetLinkSent(PasswordResetDoneView):
    template_name = "accounts/reset_sent.html"

    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"has_mail": settings.HAS_MAIL}


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class NewPassword(Closable, FormPage, PasswordResetFromKeyView):
    """Where the link in the mail leads."""

    form_class = NewPasswordForm
    template_name = "accounts/new_password.html"

    def render_to_response(self, context, **options):
        if context.get("token_fail"):
            options["status"] = 404
        return super().render_to_response(context, **options)

    def form_valid(self, form):
        response = super().form_valid(form)
        # Whoever forgot it has most likely tried before.
        sign_in.forget(self.reset_user.username, client_of(self.request).address)
        return response


class NewPasswordSet(PasswordResetFromKeyDoneView):
    template_name = "accounts/new_password_set.html"
