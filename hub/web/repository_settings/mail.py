"""Telling people what was shared with them."""

from contextlib import suppress

from django.urls import reverse

from hub.accounts.errors import TooManyTries
from hub.accounts.letters import send
from hub.accounts.models import User
from hub.addresses import origin
from hub.jobs import job
from hub.repositories.models import Grant
from hub.web.accounts import limits
from hub.web.templatetags.repositories import address


def tell(grant, request):
    """Somebody who is added and removed over and over is not told every time."""
    with suppress(TooManyTries):
        limits.spend_on_notice(grant.user.email)
        send_share_notice.enqueue(grant.pk, request.user.pk, origin(request))


@job(retries=6, backoff=10)
def send_share_notice(grant_id, sharer_id, origin):
    grants = Grant.objects.select_related("user", "repository")
    grant = grants.filter(pk=grant_id, repository__deleted_at=None).first()
    if grant and grant.user.is_active:
        name = grant.repository.parsed_name
        leaving = {"namespace": name.namespace, "name": name.name}
        send(
            "accounts/mail/shared.txt",
            language=grant.user.language,
            to=grant.user.email,
            user=grant.user,
            owner=User.objects.get(pk=sharer_id),
            repository=grant.repository,
            role=grant.role,
            link=origin + address(name, "repository"),
            leave_link=origin + reverse("shared_leave", kwargs=leaving),
        )
