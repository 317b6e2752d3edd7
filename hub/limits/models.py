"""The one table behind every limit. `counters` writes it, in SQL that SQLite and PostgreSQL both read."""

from django.db import models


class Counter(models.Model):
    key = models.CharField(max_length=200, primary_key=True)
    count = models.BigIntegerField()
    # Milliseconds since 1970: a number, so that the one statement needs no dialect for times.
    ends_at = models.BigIntegerField(db_index=True)
