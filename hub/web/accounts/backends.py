"""How a browser proves who somebody is."""

from django.contrib.auth.backends import ModelBackend

from hub.accounts import credentials
from hub.accounts.errors import (
    AccountSuspended,
    CredentialsRefused,
    PasswordsClosed,
)
from hub.accounts.models import User
from hub.web.clients import client_of


class HubBackend(ModelBackend):
    """A password, never an access token. Whoever was deactivated is nobody from the next request on (`get_user`)."""

    def authenticate(self, request, username=None, password=None, **others):
        """Raises TooManyTries, AccountSuspended, PasswordsClosed."""
        if username is None or password is None:
            return None
        try:
            return credentials.verify_password(
                name=username, secret=password, client=client_of(request)
            )
        except (AccountSuspended, PasswordsClosed):
            raise
        except CredentialsRefused:
            return None

    def get_user(self, user_id):
        """With the namespace, whose picture is on every page."""
        user = User.objects.select_related("namespace").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
