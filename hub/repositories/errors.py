"""Why a repository cannot be made or changed. `str()` is the sentence for the person who asked."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class RepositoryError(Exception):
    pass


class RepositoryNameTaken(RepositoryError):
    def __init__(self, name):
        self.name = name
        super().__init__(_("%(name)s is taken. Choose another name.") % {"name": name})


class RepositoryNameKept(RepositoryNameTaken):
    """Taken by a deleted one that can be restored. Only for owners: to others it is as taken as any name."""

    def __init__(self, name, until):
        super().__init__(name)
        self.until = until

    def __str__(self):
        return _(
            "%(name)s was deleted. Its name is kept until %(day)s: restore it, or choose another name."
        ) % {"name": self.name, "day": date_format(self.until)}


class RepositoryNameInvalid(RepositoryError):
    def __init__(self, name):
        self.name = name
        super().__init__(
            _(
                "“%(name)s” cannot be a name. Use lower-case letters and digits, with one . _ or - between them."
            )
            % {"name": name}
        )


class RepositoryRenamed(RepositoryError):
    """What is written goes to the name of today; only pulls find it by an old one."""

    def __init__(self, old, new):
        self.old = old
        self.new = new
        super().__init__(
            _("%(old)s is now %(new)s. Use that name.") % {"old": old, "new": new}
        )


class RepositoryArchived(RepositoryError):
    def __init__(self, name):
        self.name = name
        super().__init__(
            _("%(name)s is archived. Its owner can take it out of the archive.")
            % {"name": name}
        )


class PrivateAllowanceUsed(RepositoryError):
    def __init__(self, namespace, *, used, allowed):
        self.namespace = namespace
        self.used = used
        self.allowed = allowed
        super().__init__(self.sentence())

    def sentence(self):
        fact = _(
            "%(namespace)s has used %(used)d of %(allowed)d private repositories."
        ) % {
            "namespace": self.namespace,
            "used": self.used,
            "allowed": self.allowed,
        }
        advice = _("Make one public, or ask for more.")
        return f"{fact} {advice}"


class TextTooLong(RepositoryError):
    def __init__(self, field, limit):
        self.field = field
        self.limit = limit
        super().__init__(
            _("It can have %(limit)d characters at most.") % {"limit": limit}
        )


class OwnerNeedsNoGrant(RepositoryError):
    def __init__(self, user):
        super().__init__(_("%(name)s owns this repository already.") % {"name": user})


class TeamOfAnother(RepositoryError):
    def __init__(self, team):
        super().__init__(
            _("%(name)s is a team of another organisation.") % {"name": team}
        )


class NamespaceEnded(RepositoryError):
    def __init__(self, name):
        super().__init__(_("%(name)s takes no repositories any more.") % {"name": name})


class OrganisationInUse(RepositoryError):
    def __init__(self, name):
        super().__init__(
            _(
                "%(name)s still has repositories, or some that can be restored. Transfer or delete them, and wait until they are gone."
            )
            % {"name": name}
        )


class TooManyCategories(RepositoryError):
    def __init__(self, limit):
        self.limit = limit
        super().__init__(_("Choose %(limit)s categories at most.") % {"limit": limit})


class StillNeeded(RepositoryError):
    """An account cannot be deleted yet."""


class RepositoriesLeft(StillNeeded):
    def __init__(self, number):
        super().__init__(
            ngettext(
                "You still have %(number)d repository. Delete it first.",
                "You still have %(number)d repositories. Delete them first.",
                number,
            )
            % {"number": number}
        )


class OrganisationsLeft(StillNeeded):
    def __init__(self, name):
        super().__init__(
            _(
                "You are the only owner of %(name)s. Name another first, or delete the organisation."
            )
            % {"name": name}
        )
