"""Finding repositories by typed words. It takes a queryset and never asks who: callers pass what the actor may see."""


def rank(queryset, text):
    """Those of a Repository queryset that `text` finds, best first; see hub.search.ranking."""
    # Imported late: models cannot be loaded while the apps are.
    from hub.search import ranking

    return ranking.rank(queryset, text)
