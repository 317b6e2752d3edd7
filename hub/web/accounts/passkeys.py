"""Passkeys, among one's settings and at the sign-in."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.stages import AuthenticateStage
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from hub.accounts import passkeys, two_factor
from hub.accounts.errors import LastWayIn, PasskeyRefused, TooManyPasskeys
from hub.accounts.passwords import are_open_to
from hub.web.accounts.two_factor import Guarded, OwnPasswordForm
from hub.web.form_pages import FormPage

STATE = "passkey_state"


class DeviceAnswer(forms.Form):
    """Nobody types it: that it is missing is said of the whole form."""

    answer = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        if not self.cleaned_data.get("answer"):
            raise forms.ValidationError(_("The device gave no answer. Try it again."))
        return super().clean()


class PasskeyForm(DeviceAnswer, OwnPasswordForm):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=passkeys.NAME_LENGTH,
        help_text=gettext_lazy("Where it is kept: “Laptop”, “Blue key”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["name", "current_password"]


class RenameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=passkeys.NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class SignInForm(DeviceAnswer):
    remember = forms.BooleanField(
        label=gettext_lazy("Keep me signed in on this device"), required=False
    )


class AsksDevice:
    """A page whose form carries what the device answered. A question is answered once."""

    def get_context_data(self, **context):
        question, self.request.session[STATE] = self.ask()
        return super().get_context_data(**context) | {"question": question}

    @property
    def site(self):
        return self.request.get_host().partition(":")[0]

    def form_valid(self, form):
        state = self.request.session.pop(STATE, {})
        try:
            return self.answered(form, state)
        except (PasskeyRefused, TooManyPasskeys) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)


class Add(AsksDevice, Guarded):
    form_class = PasskeyForm
    template_name = "accounts/passkey_add.html"

    def ask(self):
        return passkeys.ask_to_add(user=self.request.user, site=self.site)

    def answered(self, form, state):
        codes = passkeys.add(
            user=self.request.user,
            site=self.site,
            state=state,
            answer=form.cleaned_data["answer"],
            name=form.cleaned_data["name"],
            by=self.by,
        )
        messages.success(self.request, _("The passkey is added."))
        return self.show_codes(codes) if codes else redirect("two_factor")


class OfOnePasskey(Guarded):
    def get_context_data(self, **context):
        return super().get_context_data(**context) | {"passkey": self.passkey}

    @property
    def passkey(self):
        mine = two_factor.passkeys_of(self.request.user)
        return get_object_or_404(mine, pk=self.kwargs["pk"])


class Rename(OfOnePasskey):
    form_class = RenameForm
    template_name = "accounts/passkey_rename.html"

    def get_form_kwargs(self):
        options = super().get_form_kwargs() | {"initial": self.passkey.data}
        del options["request"]
        return options

    def form_valid(self, form):
        name = form.cleaned_data["name"]
        passkeys.rename(passkey=self.passkey, name=name, by=self.by)
        return redirect("two_factor")


class Remove(OfOnePasskey):
    template_name = "accounts/passkey_remove.html"

    def form_valid(self, form):
        try:
            passkeys.remove(passkey=self.passkey, by=self.by)
        except LastWayIn as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("The passkey is removed."))
        return redirect("two_factor")


class AsksWho(AsksDevice):
    """Any passkey may answer, and the page leads on to `next`."""

    def get_context_data(self, **context):
        target = get_next_redirect_url(self.request)
        return super().get_context_data(**context) | {"next": target}

    def ask(self):
        return passkeys.ask_to_sign_in(site=self.site)

    def recognised(self, form, state):
        return passkeys.recognise(
            site=self.site, state=state, answer=form.cleaned_data["answer"]
        )


@method_decorator(never_cache, name="dispatch")
class Prove(LoginRequiredMixin, AsksWho, FormPage, FormView):
    """In place of the password, for whoever has none: see proof.py."""

    form_class = DeviceAnswer
    template_name = "accounts/passkey_prove.html"

    def answered(self, form, state):
        passkey = self.recognised(form, state)
        if passkey.user != self.request.user:
            raise PasskeyRefused
        post_authentication(
            self.request, passkey, reauthenticated=True, passwordless=True
        )
        return redirect(get_next_redirect_url(self.request) or "sign_in_methods")


@method_decorator(never_cache, name="dispatch")
class SignIn(AsksWho, FormPage, FormView):
    """In place of the password, and of the code after it."""

    form_class = SignInForm
    template_name = "accounts/passkey_sign_in.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            return redirect(settings.LOGIN_REDIRECT_URL)
        return super().dispatch(request, *args, **kwargs)

    def answered(self, form, state):
        passkey = self.recognised(form, state)
        self.require_first_step(passkey.user)
        clear_login(self.request)
        post_authentication(self.request, passkey, passwordless=True)
        target = get_next_redirect_url(self.request)
        response = perform_login(self.request, passkey.user, redirect_url=target)
        stays = form.cleaned_data["remember"]
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if stays else 0)
        return response

    def require_first_step(self, user):
        """Where the hub wants a provider, a passkey takes the place of the code after it, and of nothing else."""
        step = LoginStageController.enter(self.request, AuthenticateStage.key)
        if not are_open_to(user) and (step is None or step.login.user != user):
            raise PasskeyRefused
