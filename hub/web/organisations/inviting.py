"""Asking people in, for owners: by user name, or by e-mail address without learning whether anybody has it."""

from operator import attrgetter

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.validators import validate_email
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hub.accounts.errors import TooManyTries
from hub.accounts.models import User
from hub.addresses import origin
from hub.namespaces import invitations as services
from hub.namespaces.errors import MembershipError
from hub.namespaces.models import Team
from hub.web import queries
from hub.web.accounts import limits
from hub.web.accounts.fields import AS_TYPED, EMAIL_LENGTH
from hub.web.clients import client_of
from hub.web.form_pages import note_too_many_tries, sent_from, status_of
from hub.web.organisations import mail, roles
from hub.web.shortcuts import actor_of, get_own_organisation

INVITATIONS_A_PAGE = 20


class InviteForm(forms.Form):
    to = forms.CharField(
        label=gettext_lazy("Username or email"),
        max_length=EMAIL_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", **AS_TYPED}),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=roles.CHOICES, initial=roles.CHOICES[0][0]
    )

    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=gettext_lazy("Team"),
        empty_label=gettext_lazy("No team"),
        to_field_name="name",
        required=False,
        help_text=gettext_lazy("Whoever accepts is in it."),
    )

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["team"].queryset = organisation.teams.order_by("name")
        self.fields["team"].label_from_instance = attrgetter("name")

    def clean_to(self):
        """A User, or an address."""
        to = self.cleaned_data["to"].lower()
        return self.address(to) if "@" in to else self.person(to)

    def address(self, to):
        validate_email(to)
        if not settings.HAS_MAIL:
            raise forms.ValidationError(
                _("This hub sends no mail. Invite them by their username.")
            )
        return to

    def person(self, name):
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise forms.ValidationError(
                _("Nobody here is called %(name)s. Check the spelling.")
                % {"name": name}
            )
        return user

    def save(self, request):
        """The invitation, or None with the refusal on the form."""
        to = self.cleaned_data["to"]
        try:
            spend(request, to)
            with transaction.atomic():
                return send(self.invite(actor_of(request).by), request)
        except MembershipError as refusal:
            self.add_error("to", str(refusal))
        except Team.DoesNotExist:
            self.add_error("team", _("The team was deleted meanwhile."))
        except TooManyTries as error:
            note_too_many_tries(self, error)
        return None

    def invite(self, by):
        to = self.cleaned_data["to"]
        asked = {name: self.cleaned_data[name] for name in ("role", "team")}
        asked |= {"namespace": self.organisation, "by": by}
        if isinstance(to, User):
            return services.invite_person(user=to, **asked)
        return services.invite_address(email=to, **asked)


def spend(request, to):
    """Mail to a person is not counted with their address, or it would tell which it is. Raises TooManyTries."""
    mailbox = f"of {to.username}" if isinstance(to, User) else to
    limits.spend_on_mail(client_of(request), mailbox)


def send(invitation, request):
    mail.send_invitation.enqueue(invitation.pk, origin(request), get_language())
    return invitation


@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request, name):
    organisation = get_own_organisation(request, name)
    form = InviteForm(
        request.POST if request.method == "POST" else None, organisation=organisation
    )
    if form.is_bound and form.is_valid():
        invitation = form.save(request)
        if invitation:
            return back(request, invitation, _("%(name)s is invited."))
    waiting = organisation.invitations.select_related("user", "invited_by", "team")
    context = {
        "namespace": organisation,
        "form": form,
        "page": queries.page(request, waiting.order_by("-pk"), INVITATIONS_A_PAGE),
        "roles": roles.NAMES.items(),
    }
    status = status_of(form) if form.errors else 200
    return render(request, "organisations/invitations.html", context, status=status)


@sent_from("invitations")
def send_again(request, name, pk):
    invitation = get_invitation(request, name, pk)
    try:
        spend(request, invitation.user or invitation.email)
    except TooManyTries as refusal:
        messages.error(request, str(refusal))
        return redirect("invitations", name)
    with transaction.atomic():
        services.send_again(invitation=invitation, by=actor_of(request).by)
        send(invitation, request)
    sentence = _("The invitation of %(name)s is sent again.")
    return back(request, invitation, sentence)


@sent_from("invitations")
def withdraw(request, name, pk):
    invitation = get_invitation(request, name, pk)
    services.withdraw(invitation=invitation, by=actor_of(request).by)
    return back(request, invitation, _("%(name)s is not invited any more."))


def get_invitation(request, name, pk):
    organisation = get_own_organisation(request, name)
    found = organisation.invitations.select_related("user", "namespace", "team")
    return get_object_or_404(found, pk=pk)


def back(request, invitation, sentence):
    messages.success(request, sentence % {"name": invitation.to})
    return redirect("invitations", invitation.namespace.name)
