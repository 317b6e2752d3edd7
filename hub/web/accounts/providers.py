"""The services that may say who somebody is. allauth speaks with them; here stands what the hub wants otherwise.

Whatever they answer is theirs: what makes no sense is a ProviderException, which gets a page, and never a fault of ours.
"""

from functools import partial

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.app_settings import UID_MAX_LENGTH
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.bitbucket_oauth2.provider import (
    BitbucketOAuth2Provider,
)
from allauth.socialaccount.providers.bitbucket_oauth2.views import (
    BitbucketOAuth2Adapter,
)
from allauth.socialaccount.providers.github.provider import GitHubProvider
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from allauth.socialaccount.providers.gitlab.provider import GitLabProvider
from allauth.socialaccount.providers.gitlab.views import GitLabOAuth2Adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import (
    OpenIDConnectProvider,
)
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from requests import RequestException

from hub.accounts import identities
from hub.accounts.identities import Identity
from hub.addresses import whole
from hub.web.accounts import discovery, id_token

# What allauth raises for answers that no such service would give.
ODD = (
    *(RequestException, OAuth2Error, ImproperlyConfigured, ArithmeticError),
    *(ValueError, LookupError, TypeError, AttributeError),
)


class Spoken:
    """For an adapter: one address for all providers to lead back to, and errors that say whose they are."""

    def __init__(self, request):
        super().__init__(request)
        self.settings = settings.HUB_PROVIDERS[self.provider_id]
        self.web_url = self.settings["url"]

    def get_callback_url(self, request, app):
        path = reverse("provider_callback", args=[self.provider_id])
        return whole(request, path)

    def get_client(self, *args):
        return sensible(super().get_client, *args)

    def get_access_token_data(self, *args, **kwargs):
        return sensible(super().get_access_token_data, *args, **kwargs)

    def parse_token(self, data):
        return sensible(super().parse_token, data)

    def complete_login(self, *args, **kwargs):
        return sensible(super().complete_login, *args, **kwargs)

    def read(self, address, token=""):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with session() as asking:
            answer = asking.get(address, headers=headers)
            answer.raise_for_status()
            return answer.json()


def sensible(ask, *args, **kwargs):
    try:
        return ask(*args, **kwargs)
    except ODD as error:
        raise ProviderException(type(error).__name__) from error


def session():
    return get_adapter().get_requests_session()


class GitHubSpoken(Spoken, GitHubOAuth2Adapter):
    provider_id = "github"

    def __init__(self, request):
        super().__init__(request)
        is_the_one = self.web_url == "https://github.com"
        api = "https://api.github.com" if is_the_one else f"{self.web_url}/api/v3"
        self.access_token_url = f"{self.web_url}/login/oauth/access_token"
        self.authorize_url = f"{self.web_url}/login/oauth/authorize"
        self.profile_url = f"{api}/user"
        self.emails_url = f"{api}/user/emails"


class GitLabReading(GitLabOAuth2Adapter):
    def complete_login(self, request, app, token, **kwargs):
        """allauth puts the token into the address, and so into everybody's logs."""
        data = self.read(self.profile_url, token.token)
        return self.get_provider().sociallogin_from_response(request, data)


class GitLabSpoken(Spoken, GitLabReading):
    provider_id = "gitlab"

    def _build_url(self, path):
        return f"{self.web_url}{path}"


class BitbucketReading(BitbucketOAuth2Adapter):
    def complete_login(self, request, app, token, **kwargs):
        """allauth asks for the first address only, and not whether it is confirmed."""
        data = self.read(self.profile_url, token.token)
        data["emails"] = self.read(self.emails_url, token.token)["values"]
        return self.get_provider().sociallogin_from_response(request, data)


class BitbucketSpoken(Spoken, BitbucketReading):
    provider_id = "bitbucket"


class OpenIDConnectReading(OpenIDConnectOAuth2Adapter):
    def __init__(self, request):
        super().__init__(request, "oidc")

    @property
    def openid_config(self):
        address = self.get_provider().server_url
        return discovery.document(address, partial(sensible, self.discover))

    def discover(self, address):
        found = self.read(address)
        # What makes no sense is not kept.
        for name in ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"):
            found[name]
        return found

    def complete_login(self, request, app, token, *, response, **kwargs):
        """The signature is looked at even over TLS, and both answers must be about one person (5.3.2)."""
        config = self.openid_config
        signed = id_token.verified(
            response["id_token"],
            issuer=config["issuer"],
            client_id=app.client_id,
            secret=app.secret,
            fetch_keys=lambda: self.read(config["jwks_uri"]),
        )
        said = self.read(config["userinfo_endpoint"], token.token)
        if said["sub"] != signed["sub"]:
            raise ValueError("the answers are about two people")
        if len(said["sub"]) > UID_MAX_LENGTH:
            raise ValueError("what it calls the person is too long to be kept")
        return self.get_provider().sociallogin_from_response(
            request, {"userinfo": said}
        )


class OpenIDConnectSpoken(Spoken, OpenIDConnectReading):
    provider_id = "oidc"


class Known:
    """For a provider: under which name a link is kept, and no more of its answer than that name."""

    @property
    def sub_id(self):
        return identities.place_of(self.id)

    def get_oauth2_adapter(self, request):
        return self.oauth2_adapter_class(request)

    def extract_extra_data(self, data):
        common = self.extract_common_fields(data)
        name = common.get("username") or common.get("email") or ""
        return {"name": str(name)[: identities.NAME_LENGTH]}


class GitHub(Known, GitHubProvider):
    oauth2_adapter_class = GitHubSpoken
    pkce_enabled_default = True


class GitLab(Known, GitLabProvider):
    oauth2_adapter_class = GitLabSpoken
    pkce_enabled_default = True

    def extract_email_addresses(self, data):
        """A new address takes the place of the old one only once it is confirmed."""
        return addresses([(data.get("email"), bool(data.get("confirmed_at")))])


class Bitbucket(Known, BitbucketOAuth2Provider):
    id = "bitbucket"
    oauth2_adapter_class = BitbucketSpoken

    def extract_email_addresses(self, data):
        rows = sorted(data["emails"], key=lambda row: not row.get("is_primary"))
        return addresses((row["email"], row.get("is_confirmed")) for row in rows)


class OpenIDConnect(Known, OpenIDConnectProvider):
    id = "oidc"
    oauth2_adapter_class = OpenIDConnectSpoken
    pkce_enabled_default = True

    def extract_email_addresses(self, data):
        """Some say the claim in words."""
        said = data["userinfo"]
        is_verified = said.get("email_verified") in (True, "true")
        return addresses([(said.get("email"), is_verified)])


def addresses(rows):
    return [
        EmailAddress(email=email, verified=is_verified is True, primary=not number)
        for number, (email, is_verified) in enumerate(rows)
        if email
    ]


CLASSES = {one.id: one for one in (GitHub, GitLab, Bitbucket, OpenIDConnect)}


def find(request, name):
    """Raises KeyError where the hub does not offer it."""
    offered = identities.offered()[name]
    app = SocialApp(
        provider=name,
        name=offered["title"],
        client_id=offered["client_id"],
        secret=offered["secret"],
        settings={"server_url": offered["url"]},
    )
    return CLASSES[name](request, app=app)


def offered():
    """(name, title) of each that people may continue with."""
    return [(name, one["title"]) for name, one in identities.offered().items()]


def invitation_of(sociallogin) -> str:
    return (sociallogin.state.get("data") or {}).get("invitation", "")


def identity_of(sociallogin) -> Identity:
    account = sociallogin.account
    confirmed = (one.email for one in sociallogin.email_addresses if one.verified)
    return Identity(
        place=account.provider,
        uid=account.uid,
        name=account.extra_data.get("name", ""),
        addresses=frozenset(email.lower() for email in confirmed),
    )
