"""The address of an account: changing it, and confirming that it is its owner's."""

from allauth.account.views import ConfirmEmailView, EmailVerificationSentView
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from hub.access import actors
from hub.accounts import emails
from hub.accounts.errors import EmailTaken, TooManyTries
from hub.web.accounts import fields, limits, mail
from hub.web.accounts.passwords import OwnPassword
from hub.web.clients import client_of
from hub.web.form_pages import FormPage, note_too_many_tries, sent_from


class EmailForm(OwnPassword, forms.Form):
    email = fields.email(gettext_lazy("New email"))
    current_password = fields.current_password(gettext_lazy("Current password"))

    def clean_email(self):
        address = self.cleaned_data["email"].lower()
        if address == self.request.user.email:
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
            emails.require_free(address)
            if settings.HAS_MAIL:
                limits.spend_on_mail(client_of(self.request), address)
        except EmailTaken as refusal:
            self.add_error("email", str(refusal))
        except TooManyTries as error:
            note_too_many_tries(self, error)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class ChangeEmail(LoginRequiredMixin, FormPage, FormView):
    extra_context = {"part": "email"}
    form_class = EmailForm
    template_name = "accounts/email.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **context):
        waiting = emails.waiting(self.request.user)
        return super().get_context_data(**context) | {"waiting": waiting}

    def form_valid(self, form):
        address = form.cleaned_data["email"]
        try:
            self.propose(address) if settings.HAS_MAIL else self.change(address)
        except EmailTaken as refusal:
            form.add_error("email", str(refusal))
            return self.form_invalid(form)
        return redirect("account_email")

    def propose(self, email):
        address = emails.propose(user=self.request.user, email=email)
        mail.send_confirmation_link.enqueue(
            address.pk, mail.origin(self.request), get_language()
        )

    def change(self, email):
        user = self.request.user
        emails.change(user=user, email=email, by=actors.of_session(user).by)
        sentence = _("Your address is %(email)s now.") % {"email": email}
        messages.success(self.request, sentence)


@sent_from("account_email")
@login_required
def withdraw(request):
    emails.withdraw(user=request.user)
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
