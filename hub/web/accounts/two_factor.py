"""Two-factor sign-in, among one's settings: turning it on and off, and the codes for the day the phone is lost."""

from urllib.parse import quote, urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from hub.access import actors
from hub.accounts import two_factor
from hub.accounts.errors import CodeRefused
from hub.web.accounts import fields
from hub.web.accounts.passwords import OwnPassword
from hub.web.context import host
from hub.web.form_pages import FormPage

KEY = "two_factor_key"


class OwnPasswordForm(OwnPassword, forms.Form):
    current_password = fields.current_password(gettext_lazy("Current password"))


class AppForm(OwnPasswordForm):
    code = fields.code(
        gettext_lazy("Code"),
        help_text=gettext_lazy("The 6 digits that the app shows now."),
    )
    field_order = ["code", "current_password"]


@never_cache
@login_required
def overview(request):
    context = {
        "part": "two_factor",
        "app": two_factor.app_of(request.user),
        "passkeys": two_factor.passkeys_of(request.user),
        "codes_left": two_factor.recovery_codes_left(request.user),
    }
    return render(request, "accounts/two_factor.html", context)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Guarded(LoginRequiredMixin, FormPage, FormView):
    """A session left open is not enough to change how one signs in."""

    extra_context = {"part": "two_factor"}
    form_class = OwnPasswordForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"request": self.request}

    @property
    def by(self):
        return actors.of_session(self.request.user).by

    def show_codes(self, codes):
        """In the answer to the form and nowhere else, as with the secret of an access token."""
        context = {"part": "two_factor", "codes": codes}
        return render(self.request, "accounts/recovery_codes.html", context)


class AddApp(Guarded):
    form_class = AppForm
    template_name = "accounts/two_factor_app.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and two_factor.app_of(request.user):
            return redirect("two_factor")
        return super().dispatch(request, *args, **kwargs)

    @property
    def key(self):
        """The same until it is in use: a mistyped code does not make the square another one."""
        return self.request.session.setdefault(KEY, two_factor.new_key())

    def get_context_data(self, **context):
        address = address_of(self.key, self.request)
        return super().get_context_data(**context) | {"key": self.key, "url": address}

    def form_valid(self, form):
        try:
            codes = two_factor.add_app(
                user=self.request.user,
                key=self.key,
                code=form.cleaned_data["code"],
                by=self.by,
            )
        except CodeRefused as refusal:
            form.add_error("code", str(refusal))
            return self.form_invalid(form)
        del self.request.session[KEY]
        messages.success(self.request, _("Two-factor sign-in is on."))
        return self.show_codes(codes) if codes else redirect("two_factor")


class RemoveApp(Guarded):
    template_name = "accounts/two_factor_app_remove.html"

    def form_valid(self, form):
        two_factor.remove_app(user=self.request.user, by=self.by)
        messages.success(self.request, _("The authenticator app is removed."))
        return redirect("two_factor")


class NewRecoveryCodes(Guarded):
    template_name = "accounts/recovery_codes_new.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.has_two_factor:
            return redirect("two_factor")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        user = self.request.user
        return self.show_codes(two_factor.new_recovery_codes(user=user, by=self.by))


def address_of(key, request):
    """What the square says to the app: a key, and under which name to list it."""
    label = quote(f"Berth {host(request)}:{request.user.username}")
    query = urlencode({"secret": key, "issuer": f"Berth {host(request)}"})
    return f"otpauth://totp/{label}?{query.replace('+', '%20')}"
