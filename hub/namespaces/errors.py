"""Why a name, a place in an organisation, or a picture cannot be had."""

from django.utils.translation import gettext as _


class NamespaceError(Exception):
    """`str()` is the sentence for the person who asked."""

    def __init__(self, name):
        self.name = name
        super().__init__(self.sentence % {"name": name})


class NamespaceTaken(NamespaceError):
    def __init__(self, name, suggestion=""):
        self.suggestion = suggestion
        super().__init__(name)

    @property
    def sentence(self):
        if self.suggestion:
            return (
                _("%(name)s is taken.")
                + " "
                + _("Try %(suggestion)s.") % {"suggestion": self.suggestion}
            )
        return _("%(name)s is taken. Choose another name.")


class NamespaceInvalid(NamespaceError):
    @property
    def sentence(self):
        return _(
            "“%(name)s” cannot be a name. Use 2 to 39 lower-case letters and digits, with single hyphens between."
        )


class MembershipError(Exception):
    """Why somebody cannot become, or stop being, what they are in an organisation. `str()` is the sentence."""


class LastOwner(MembershipError):
    def __init__(self, *, namespace, user):
        super().__init__(
            _(
                "%(user)s is the last owner of %(namespace)s. Make somebody else an owner first."
            )
            % {"user": user, "namespace": namespace}
        )


class MemberAlready(MembershipError):
    def __init__(self, *, namespace, user):
        super().__init__(
            _("%(user)s is a member of %(namespace)s already.")
            % {"user": user, "namespace": namespace}
        )


class InvitedAlready(MembershipError):
    def __init__(self, to):
        super().__init__(
            _("%(to)s is invited already. Send it again from the list.") % {"to": to}
        )


class InvitationOfAnother(MembershipError):
    def __init__(self):
        super().__init__(_("This invitation is for somebody else."))


class TeamNameInvalid(NamespaceInvalid):
    pass


class TeamNameTaken(NamespaceError):
    @property
    def sentence(self):
        return _("There is a team %(name)s already. Choose another name.")


class NamespaceResembles(NamespaceError):
    """It would be taken for `other`."""

    def __init__(self, name, other):
        self.other = other
        super().__init__(name)

    @property
    def sentence(self):
        if self.name == self.other:
            return _("%(name)s is the name of an official image. Choose another.")
        return _(
            "%(name)s could be taken for {other}. Choose a name of your own."
        ).format(other=self.other)


class PicturesUnavailable(Exception):
    """Where pictures lie does not answer."""


class PictureRefused(Exception):
    """`str()` is the sentence for whoever sent it."""

    def __init__(self):
        super().__init__(self.sentence)


class PictureTooLarge(PictureRefused):
    @property
    def sentence(self):
        return _("That file is larger than 2 MB. Send a smaller one.")


class PictureTooManyPixels(PictureRefused):
    @property
    def sentence(self):
        return _("That picture has more than 16 million pixels. Make it smaller first.")


class PictureAnimated(PictureRefused):
    @property
    def sentence(self):
        return _("That picture moves. Send one that stands still.")


class PictureUnreadable(PictureRefused):
    @property
    def sentence(self):
        return _("That file is no picture we can read. Send a PNG, JPEG or WebP.")
