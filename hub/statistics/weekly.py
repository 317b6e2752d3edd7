"""How often each repository was pulled in the last seven days, kept in its row so that lists can be put in that order.

The worker brings them up to date; a day that is over is taken off then too.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from hub.repositories.models import Repository
from hub.statistics.models import DailyPulls, today

DAYS = 7
AT_ONCE = 1000


def refresh() -> int:
    """How many sums were not as they should be."""
    first = today() - timedelta(days=DAYS - 1)
    recent = DailyPulls.objects.filter(day__gte=first)
    pulled = set(recent.values_list("repository", flat=True).distinct())
    pulled.update(
        Repository.objects.filter(weekly_pulls__gt=0).values_list("pk", flat=True)
    )
    pks = sorted(pulled)
    return sum(
        write(pks[start : start + AT_ONCE], recent)
        for start in range(0, len(pks), AT_ONCE)
    )


@transaction.atomic
def write(pks, recent) -> int:
    """A few rows at a time, and in the order of their numbers as `sums.add` takes them: pulls wait for none of it long."""
    wrong = differing(pks, recent).order_by("pk").select_for_update(no_key=True)
    wrong = list(wrong.values_list("pk", flat=True))
    return differing(wrong, recent).update(weekly_pulls=F("summed"))


def differing(pks, recent):
    here = recent.filter(repository=OuterRef("pk")).order_by()
    summed = here.values("repository").annotate(all=Sum("pulls")).values("all")
    rows = Repository.objects.filter(pk__in=pks)
    rows = rows.annotate(summed=Coalesce(Subquery(summed), 0))
    return rows.exclude(weekly_pulls=F("summed"))
