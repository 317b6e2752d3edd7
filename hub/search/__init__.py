"""Finding repositories by typed words. It takes a queryset and never asks who: callers pass what the actor may see."""


def rank(queryset, text):
    """Those of a Repository queryset that `text` finds, best first; see hub.search.ranking."""
    return find(queryset, text).repositories


def find(queryset, text):
    """The same, and whether they are only spelled nearly as typed: a ranking.Found."""
    # Imported late: models cannot be loaded while the apps are.
    from hub.search import ranking

    return ranking.find(queryset, text)


def narrow(queryset, chosen):
    """Those that have the chosen values of the facets, and how many have which; see hub.search.facets."""
    from hub.search import facets

    return facets.narrow(queryset, chosen)


def suggest(queryset, text):
    """Those whose name has the words or begins with them, best first."""
    from hub.search import ranking

    return ranking.suggest(queryset, text)
