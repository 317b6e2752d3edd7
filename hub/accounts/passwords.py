"""What a password may be, beside what Django asks of it, and whether one opens anything."""

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LENGTH_LIMIT = 1024


class NotLikeTheName(password_validation.UserAttributeSimilarityValidator):
    def get_error_message(self):
        """Django names the attribute by its column, which is in no language."""
        return _("The password is too similar to the username or the email.")


class NotTooLong:
    """Hashing megabytes would let anybody keep the hub busy."""

    def validate(self, password, user=None):
        if len(password) > LENGTH_LIMIT:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self):
        return _("A password can have %(limit)d characters at most.") % {
            "limit": LENGTH_LIMIT
        }


def least_length():
    """As the settings have it, for pages to say before anybody is refused."""
    validators = password_validation.get_default_password_validators()
    return max((getattr(one, "min_length", 1) for one in validators), default=1)


def are_open_to(user) -> bool:
    """Where the hub signs people in by one provider only, operators keep theirs: the provider may be away, or refuse."""
    return not settings.HUB_SIGN_IN_ONLY or user.is_staff
