"""All that the hub keeps of a person, for themselves to take along."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount

from hub.accounts.models import AccessToken, BrowserSession, DockerLogin, Profile
from hub.accounts.two_factor import passkeys_of
from hub.events.models import Event
from hub.namespaces.models import TeamMember
from hub.repositories.models import Grant, Repository

EVENTS = 10_000
EVENT = (
    *("at", "kind", "namespace", "repository", "tag", "digest", "data"),
    *("credential", "address"),
)
USE = ("created_at", "last_used_at")
LAST_USE = (*USE, "expires_at", "revoked_at", "last_used_address", "last_used_client")


def of(user) -> dict:
    """No secret is in it: the hub has none to give."""
    events = Event.objects.filter(actor=user).order_by("-pk")
    return {
        "account": {
            "username": user.username,
            "language": user.language,
            "joined": user.date_joined,
            "last_signed_in": user.last_login,
            "has_two_factor": user.has_two_factor,
        },
        "profile": rows(
            Profile.objects.filter(user=user), "display_name", "about", "link", "place"
        ),
        "email_addresses": rows(
            EmailAddress.objects.filter(user=user), "email", "primary", "verified"
        ),
        "passkeys": [passkey.data["name"] for passkey in passkeys_of(user)],
        "linked_sign_ins": rows(
            SocialAccount.objects.filter(user=user),
            *("provider", "uid", "extra_data", "date_joined"),
        ),
        "access_tokens": rows(
            AccessToken.objects.filter(namespace__owner=user),
            *("label", "scope", "repositories", "withheld", *LAST_USE),
        ),
        "docker_logins": rows(DockerLogin.objects.filter(user=user), *LAST_USE),
        "sessions": rows(
            BrowserSession.objects.filter(user=user), *USE, "address", "client"
        ),
        "repositories": rows(
            Repository.objects.filter(namespace__owner=user, deleted_at=None),
            *("full_name", "is_private", "description", "overview", "created_at"),
        ),
        "collaborations": rows(
            Grant.objects.filter(user=user),
            *("repository__full_name", "role", "created_at"),
        ),
        "memberships": rows(user.memberships, "namespace__name", "role"),
        "teams": rows(
            TeamMember.objects.filter(membership__user=user),
            *("team__namespace__name", "team__name"),
        ),
        "invitations": rows(user.invitations, "namespace__name", "role", "sent_at"),
        "stars": rows(user.stars, "repository__full_name", "created_at"),
        # By its name on the person: the package stands above this one.
        "watches": rows(user.watches, "repository__full_name", "created_at"),
        "newest_events": rows(events, *EVENT)[:EVENTS],
        "events": events.count(),
    }


def rows(found, *fields):
    return found.values(*fields)
