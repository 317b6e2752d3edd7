"""Why an account cannot be made or changed, or a secret is refused."""

from django.utils.translation import gettext as _

from hub.oci import patterns


class EmailTaken(Exception):
    def __init__(self, email):
        self.email = email
        super().__init__(
            _(
                "Somebody already signed up with %(email)s. Sign in, or reset the password."
            )
            % {"email": email}
        )


class EmailKept(Exception):
    """It is the primary one, without which nobody could be written to."""

    def __init__(self, email):
        super().__init__(
            _("%(email)s is the primary address. Make another one primary first.")
            % {"email": email}
        )


class TooManyAddresses(Exception):
    def __init__(self, limit):
        super().__init__(
            _("An account has %(limit)d addresses at most. Remove one first.")
            % {"limit": limit}
        )


class PasswordRefused(Exception):
    """`sentences` say what is wrong with it."""

    def __init__(self, sentences):
        self.sentences = list(sentences)
        super().__init__(" ".join(self.sentences))


class PatternsRefused(Exception):
    """What a token should be limited to is no name of a repository, and no beginning of one, or is one too many."""

    def __init__(self, pattern):
        self.pattern = pattern
        super().__init__(
            _(
                "“%(pattern)s” does not fit. Write up to %(limit)d repositories like alice/app, or alice/web-* for all that begin so."
            )
            % {"pattern": pattern, "limit": patterns.LIMIT}
        )


class PatternsOfAnother(Exception):
    """A token of an organisation is for its own repositories only."""

    def __init__(self, pattern, organisation):
        super().__init__(
            _("“%(pattern)s” is not in %(organisation)s. Name repositories of its own.")
            % {"pattern": pattern, "organisation": organisation}
        )


class CredentialsRefused(Exception):
    """The name and the secret do not go together, or may not be used; which of the two is never said."""


class EmailUnconfirmed(CredentialsRefused):
    """They go together, but the person has yet to follow the link that was sent to their address."""

    def __init__(self):
        super().__init__(
            _("Confirm your email address first: the link is in the mail we sent.")
        )


class AccountSuspended(CredentialsRefused):
    """They go together, but operators suspended the person."""

    def __init__(self, reason):
        self.reason = reason
        fact = _("This account is suspended.")
        if reason:
            fact = _("This account is suspended: %(reason)s") % {
                "reason": reason.rstrip(".") + "."
            }
        advice = _("Ask the people who run this hub.")
        super().__init__(f"{fact} {advice}")


class AccessTokenNeeded(CredentialsRefused):
    """They go together, but a password alone is not enough for somebody who has two-factor on."""

    def __init__(self, sentence=""):
        super().__init__(
            sentence
            or _("Two-factor sign-in is on, so an access token is needed here.")
        )


class PasswordsClosed(AccessTokenNeeded):
    """They go together, but on this hub people sign in with a provider."""

    def __init__(self):
        super().__init__(
            _("Passwords are closed on this hub, so an access token is needed here.")
        )


class CodeRefused(Exception):
    """It is no code of theirs, was used before, or is too old."""

    def __init__(self):
        super().__init__(_("That code did not match. Enter the one shown now."))


class PasskeyRefused(Exception):
    """It is not known here, was made for another address, or answers an older question."""

    def __init__(self):
        super().__init__(_("That passkey did not match. Try it again."))


class TooManyPasskeys(Exception):
    def __init__(self, limit):
        super().__init__(
            _("An account has %(limit)d passkeys at most. Remove one first.")
            % {"limit": limit}
        )


class IdentityTaken(Exception):
    """It opens the account of somebody else."""

    def __init__(self, title):
        super().__init__(
            _(
                "That account at %(provider)s is linked to somebody else here. Sign in with it, and unlink it there first."
            )
            % {"provider": title}
        )


class LastWayIn(Exception):
    """Without it nothing would open the account any more."""

    def __init__(self):
        super().__init__(
            _(
                "Nothing else opens your account. Set a password or link another provider first."
            )
        )


class TooManyTries(Exception):
    """Wrong secrets were tried too often; `retry_after` is in seconds."""

    def __init__(self, retry_after):
        self.retry_after = retry_after
        super().__init__(
            _("Too many tries. Wait %(minutes)d min, then try again.")
            % {"minutes": -(-retry_after // 60)}
        )
