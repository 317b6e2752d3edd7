"""The second step of signing in, for whoever has two-factor on: a code after the password."""

from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.stages import AuthenticateStage
from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from hub.accounts import two_factor
from hub.accounts.errors import CodeRefused, TooManyTries
from hub.web.accounts import fields
from hub.web.form_pages import FormPage, note_too_many_tries

second_step = login_stage_required(
    stage=AuthenticateStage.key, redirect_urlname="account_login"
)


class CodeForm(forms.Form):
    code = fields.code(_("Code"), help_text=_("A new code appears every 30 seconds."))
    check = staticmethod(two_factor.verify)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["code"].widget.attrs["autofocus"] = True

    def clean_code(self):
        code = self.cleaned_data["code"]
        try:
            self.check(user=self.user, code=code)
        except CodeRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        except TooManyTries as error:
            note_too_many_tries(self, error)
        return code


class RecoveryCodeForm(CodeForm):
    code = fields.code(_("Recovery code"))
    check = staticmethod(two_factor.verify_recovery_code)


@method_decorator([second_step, sensitive_post_parameters()], name="dispatch")
class SecondStep(FormPage, FormView):
    """allauth keeps who comes, for a quarter of an hour; nobody else gets here."""

    @property
    def stage(self):
        return self.request._login_stage

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.stage.login.user}

    def get_context_data(self, **context):
        login = self.stage.login
        return super().get_context_data(**context) | {
            "person": login.user,
            "passkey_address": passkey_address(login),
        }

    def form_valid(self, form):
        return self.stage.exit()


class Code(SecondStep):
    form_class = CodeForm
    template_name = "accounts/code.html"

    def get(self, request, *args, **kwargs):
        if not two_factor.app_of(self.stage.login.user):
            return redirect(passkey_address(self.stage.login))
        return super().get(request, *args, **kwargs)


class RecoveryCode(SecondStep):
    form_class = RecoveryCodeForm
    template_name = "accounts/recovery_code.html"


def passkey_address(login):
    """Where a passkey takes the place of the code; nothing for whoever has none."""
    if not two_factor.passkeys_of(login.user).exists():
        return ""
    query = {"next": login.redirect_url} if login.redirect_url else {}
    return reverse("sign_in_passkey", query=query)
