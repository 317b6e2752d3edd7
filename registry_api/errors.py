"""What goes wrong at this door alone; the domain names its own errors. `table.py` says what each becomes."""


class Unauthorized(Exception):
    """Answered with a challenge. `description` is the sentence docker prints for a refused push."""

    def __init__(self, *, scope="", error="", description=""):
        super().__init__(error)
        self.scope = scope
        self.error = error
        self.description = description


class NameUnknown(Exception):
    """The caller may read this name, and there is no repository under it."""

    def __init__(self, name):
        super().__init__(name)
        self.name = name


class PageSizeInvalid(Exception):
    pass


class TooManyTags(Exception):
    def __init__(self, limit):
        super().__init__(limit)
        self.limit = limit  # how many


class RouteUnknown(Exception):
    pass


class TagsStay(Exception):
    """A credential that moves no tag deletes none either: pushed again it would have moved."""


class GrantTypeUnsupported(Exception):
    pass


class NotJson(Exception):
    pass


class FieldInvalid(Exception):
    """A field that the hub does not know, or whose value is not what it may be."""

    def __init__(self, name):
        super().__init__(name)
        self.name = name[:100]
