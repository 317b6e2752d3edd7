"""Why a name cannot be had."""

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
        return _("%(name)s is taken.")


class NamespaceInvalid(NamespaceError):
    @property
    def sentence(self):
        return _(
            "“%(name)s” cannot be a name. Use 2 to 39 lower-case letters and digits, with single hyphens between."
        )


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
