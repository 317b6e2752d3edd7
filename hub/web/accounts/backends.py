"""How a browser proves who somebody is."""

from django.contrib.auth.backends import ModelBackend

from hub.accounts import services
from hub.accounts.errors import CredentialsRefused, PasswordsClosed
from hub.web.clients import client_of


class HubBackend(ModelBackend):
    """A password, never an access token. Whoever was deactivated is nobody from the next request on (`get_user`)."""

    def authenticate(self, request, username=None, password=None, **others):
        """Raises TooManyTries, PasswordsClosed."""
        if username is None or password is None:
            return None
        try:
            return services.verify_password(
                name=username, secret=password, client=client_of(request)
            )
        except PasswordsClosed:
            raise
        except CredentialsRefused:
            return None
