"""Adding to the sums: the rows of the days and the repositories' totals in one transaction, so that they never disagree."""

from collections import Counter

from django.db import connection, transaction
from django.db.models import F

from hub.repositories.models import Repository
from hub.statistics.models import DailyPulls

TABLE = DailyPulls._meta.db_table
ADD = f"""
INSERT INTO {TABLE} (repository_id, day, tag, platform, client, pulls) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (repository_id, day, tag, platform, client) DO UPDATE SET pulls = {TABLE}.pulls + excluded.pulls
"""  # noqa: S608, made of the model's own name


@transaction.atomic
def add(sums):
    """`sums` says how often each (repository's number, day, tag, platform, client) was pulled."""
    if not sums:
        return
    totals = Counter()
    for one, number in sums.items():
        totals[one[0]] += number
    # In the order of numbers, and before their days: of two processes none waits for the other twice.
    here = {pk for pk, number in sorted(totals.items()) if add_to_total(pk, number)}
    rows = [(*one, number) for one, number in sums.items() if one[0] in here]
    with connection.cursor() as cursor:
        cursor.executemany(ADD, [adapted(row) for row in rows])


def add_to_total(pk, number) -> bool:
    """False where the repository was purged meanwhile."""
    rows = Repository.objects.filter(pk=pk)
    return bool(rows.update(pull_count=F("pull_count") + number))


def adapted(row):
    repository_id, day, *texts_and_number = row
    return (
        repository_id,
        connection.ops.adapt_datefield_value(day),
        *texts_and_number,
    )
