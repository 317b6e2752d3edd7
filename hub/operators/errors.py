"""Why something was refused. `str()` is the sentence for the person who asked."""

from django.utils.translation import gettext as _


class OperatorsError(Exception):
    pass


class AlreadyReported(OperatorsError):
    def __init__(self):
        super().__init__(
            _("You have reported this already. Operators will look at it.")
        )


class TooManyReports(OperatorsError):
    def __init__(self, retry_after):
        self.retry_after = retry_after
        super().__init__(_("That were many reports. Go on tomorrow."))


class AlreadyDecided(OperatorsError):
    def __init__(self):
        super().__init__(_("Somebody else has decided this report meanwhile."))


class InvitationEnded(OperatorsError):
    def __init__(self):
        super().__init__(
            _("This invitation was used or has ended. Ask for another one.")
        )


class DomainRefused(OperatorsError):
    def __init__(self, domains):
        self.domains = domains
        super().__init__(
            _("Only addresses at %(domains)s may sign up here.")
            % {"domains": ", ".join(domains)}
        )
