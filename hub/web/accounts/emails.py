"""The addresses of an account: adding and removing them, which one is primary, and confirming that they are its owner's."""

from allauth.account.views import ConfirmEmailView, EmailVerificationSentView
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from hub.access import actors
from hub.accounts import emails
from hub.accounts.errors import (
    EmailKept,
    EmailTaken,
    EmailUnconfirmed,
    TooManyAddresses,
    TooManyTries,
)
from hub.addresses import origin
from hub.web.accounts import fields, limits, mail
from hub.web.accounts.passwords import OwnPassword
from hub.web.clients import client_of
from hub.web.form_pages import FormPage, note_too_many_tries, sent_from


class EmailForm(OwnPassword, forms.Form):
    email = fields.email(gettext_lazy("New email"))
    current_password = fields.current_password(gettext_lazy("Current password"))

    def clean_email(self):
        address = self.cleaned_data["email"].lower()
        if emails.of_user(self.request.user).filter(email=address).exists():
            raise forms.ValidationError(_("That is your address already."))
        return address

    def clean(self):
        data = super().clean()
        # Only whoever knows the password may ask who else has an address, or make the hub write to one.
        if not self.errors:
            self.check(data["email"])
        return data

    def check(self, address):
        try:
            if settings.HAS_MAIL:
                limits.spend_on_mail(client_of(self.request), address)
            else:
                emails.require_free(address)
        except EmailTaken as refusal:
            self.add_error("email", str(refusal))
        except TooManyTries as error:
            note_too_many_tries(self, error)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Addresses(LoginRequiredMixin, FormPage, FormView):
    """Where the hub sends no mail there is one address, and another takes its place."""

    extra_context = {"part": "email"}
    form_class = EmailForm
    template_name = "accounts/email.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **context):
        more = {
            "addresses": emails.of_user(self.request.user),
            "has_mail": settings.HAS_MAIL,
        }
        return super().get_context_data(**context) | more

    def form_valid(self, form):
        address = form.cleaned_data["email"]
        try:
            self.add(address) if settings.HAS_MAIL else self.change(address)
        except (EmailTaken, TooManyAddresses) as refusal:
            form.add_error("email", str(refusal))
            return self.form_invalid(form)
        return redirect("account_email")

    def add(self, email):
        user = self.request.user
        address = emails.add(user=user, email=email, by=actors.of_session(user).by)
        send_link(self.request, address)

    def change(self, email):
        user = self.request.user
        emails.change(user=user, email=email, by=actors.of_session(user).by)
        sentence = _("Your address is %(email)s now.") % {"email": email}
        messages.success(self.request, sentence)


def send_link(request, address):
    """Whoever asks is told the same, whosever it is."""
    if emails.is_anothers(address):
        mail.send_taken_notice.enqueue(address.email, get_language())
    else:
        mail.send_confirmation_link.enqueue(address.pk, origin(request), get_language())
    sentence = _("A link is on its way to %(email)s.") % {"email": address.email}
    messages.success(request, sentence)


def mine(request, pk):
    found = emails.of_user(request.user).select_related("user")
    return get_object_or_404(found, pk=pk)


@sent_from("account_email")
@login_required
def send_again(request, pk):
    address = mine(request, pk)
    try:
        if not address.verified:
            limits.spend_on_mail(client_of(request), address.email)
            send_link(request, address)
    except TooManyTries as refusal:
        messages.error(request, str(refusal))
    return redirect("account_email")


@sent_from("account_email")
@login_required
def make_primary(request, pk):
    address, former = mine(request, pk), request.user.email
    try:
        emails.make_primary(address=address, by=actors.of_session(request.user).by)
    except (EmailTaken, EmailUnconfirmed) as refusal:
        messages.error(request, str(refusal))
        return redirect("account_email")
    if former != address.email:
        mail.send_email_notice.enqueue(request.user.pk, former, get_language())
    sentence = _("%(email)s is the primary address now.") % {"email": address.email}
    messages.success(request, sentence)
    return redirect("account_email")


@never_cache
@login_required
def remove(request, pk):
    address = mine(request, pk)
    if request.method != "POST":
        context = {"part": "email", "address": address}
        return render(request, "accounts/email_remove.html", context)
    try:
        emails.remove(address=address, by=actors.of_session(request.user).by)
    except EmailKept as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = _("%(email)s is removed.") % {"email": address.email}
        messages.success(request, sentence)
    return redirect("account_email")


@method_decorator(never_cache, name="dispatch")
class ConfirmEmail(ConfirmEmailView):
    """Where the link in the mail leads: a page with a button, because programs follow links in mail too."""

    template_name = "accounts/confirm.html"

    def get(self, *args, **kwargs):
        response = super().get(*args, **kwargs)
        return response if self.object else self.stale()

    def post(self, *args, **kwargs):
        try:
            return super().post(*args, **kwargs)
        except Http404:
            return self.stale()

    def stale(self):
        self.object = None
        return self.render_to_response(self.get_context_data(), status=404)


class ConfirmationSent(EmailVerificationSentView):
    template_name = "accounts/confirmation_sent.html"
