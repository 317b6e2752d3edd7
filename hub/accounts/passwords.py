"""What a password may be, beside what Django asks of it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LENGTH_LIMIT = 1024


class NotTooLong:
    """Hashing megabytes would let anybody keep the hub busy."""

    def validate(self, password, user=None):
        if len(password) > LENGTH_LIMIT:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self):
        return _("A password can have %(limit)d characters at most.") % {
            "limit": LENGTH_LIMIT
        }
