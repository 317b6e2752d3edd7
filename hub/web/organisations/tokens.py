"""What an organisation gives to machines: access tokens of its own, which its owners make and revoke."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hub.accounts import access_tokens, organisation_tokens
from hub.accounts.models import Scope
from hub.web.choices import Card
from hub.web.form_pages import REFUSED, sent_from
from hub.web.shortcuts import actor_of, get_own_organisation
from hub.web.tokens.forms import WRITING, TokenForm
from hub.web.tokens.views import listed

SCOPES = [(Scope.READ, Card(gettext_lazy("Read"), gettext_lazy("Pull"))), *WRITING]


class OrganisationTokenForm(TokenForm):
    scope = forms.ChoiceField(
        label=gettext_lazy("Scope"),
        choices=SCOPES,
        initial=Scope.WRITE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        field = self.fields["repositories"]
        field.required = True
        field.help_text = _(
            "One repository a line: app, or web-* for all that begin so, or * for all. Elsewhere the token may only pull what is public."
        )

    def pattern_of(self, typed):
        """A name is taken with the organisation's before it and without."""
        return typed if "/" in typed else f"{self.organisation.name}/{typed}"

    def require_patterns(self, found):
        organisation_tokens.require_own_patterns(self.organisation, found)

    def create(self, by):
        return organisation_tokens.create(
            organisation=self.organisation,
            label=self.cleaned_data["label"],
            scope=self.cleaned_data["scope"],
            repositories=self.cleaned_data["repositories"],
            expires_in=self.lifetime,
            withheld=self.cleaned_data["withheld"],
            by=by,
        )


# As with one's own: once, the page shows a secret.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request, name):
    organisation = get_own_organisation(request, name)
    form = OrganisationTokenForm(
        request.POST if request.method == "POST" else None, organisation=organisation
    )
    if form.is_bound and form.is_valid():
        created = form.create(actor_of(request).by)
        return show(request, organisation, None, *created)
    return show(request, organisation, form, status=REFUSED if form.errors else 200)


def show(request, organisation, form, created=None, secret="", *, status=200):
    found = organisation.access_tokens.select_related("created_by")
    context = {
        "namespace": organisation,
        "form": form or OrganisationTokenForm(organisation=organisation),
        "created": created,
        "secret": secret,
        "login_name": organisation.name,
    }
    context |= listed(request, found)
    return render(request, "organisations/tokens.html", context, status=status)


@sent_from("organisation_tokens")
def revoke(request, name, pk):
    organisation = get_own_organisation(request, name)
    token = get_object_or_404(organisation.access_tokens.live(), pk=pk)
    access_tokens.revoke_access_token(token=token, by=actor_of(request).by)
    sentence = _("%(name)s is revoked. Within minutes it opens nothing any more.")
    messages.success(request, sentence % {"name": token.label})
    return redirect("organisation_tokens", name)
