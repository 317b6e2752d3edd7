"""The mail an invitation is sent with. As in hub/web/accounts/mail.py the job makes the link, so that none lies about."""

from django.urls import reverse

from hub.accounts.letters import send
from hub.jobs import job
from hub.namespaces.models import Invitation
from hub.web.organisations.keys import key_of


@job(retries=6, backoff=10)
def send_invitation(invitation_id, origin, language="en"):
    """Nothing where it was withdrawn meanwhile. `language` is for addresses that nobody here has."""
    found = Invitation.objects.open().select_related(
        "namespace", "user", "invited_by", "team"
    )
    invitation = found.filter(pk=invitation_id).first()
    if invitation:
        path = reverse("invitation", args=[key_of(invitation)])
        user = invitation.user
        send(
            "accounts/mail/invitation.txt",
            language=user.language if user else language,
            to=user.email if user else invitation.email,
            invitation=invitation,
            link=origin + path,
        )
