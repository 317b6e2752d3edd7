"""Finding repositories by typed words. It takes a queryset and never asks who: callers pass what the actor may see."""


def find(queryset, text="", chosen=None, order=()):
    """What `text` finds, best first or in `order`, with the chosen values of the facets: a finding.Found."""
    # Imported late: models cannot be loaded while the apps are.
    from hub.search import finding

    return finding.find(queryset, text, chosen or {}, order)


def suggest(queryset, text, number):
    """The first of those whose name has the words or begins with them, best first."""
    from hub.search import finding

    return finding.suggest(queryset, text, number)
