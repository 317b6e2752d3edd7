"""What a repository is found by: its words, in the order of their weight, and what it is narrowed by."""

from django.db import models

from hub.repositories.models import Repository


class SearchDocument(models.Model):
    """One row for each repository, written by hub.search.index only.

    PostgreSQL derives an indexed column from the row; SQLite keeps two FTS5 tables beside it. See the migration.
    """

    repository = models.OneToOneField(
        Repository,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_document",
    )
    name = models.TextField()
    description = models.TextField(blank=True)
    overview = models.TextField(blank=True)
    spellings = models.TextField(
        blank=True, help_text="Of name and description, with one character missing."
    )

    def __str__(self):
        return self.name


class Traits(models.Model):
    """One row for each repository that was pushed to, written by hub.search.traits only.

    In a table of its own, and in one short text: to count for every facet at once, the rows are grouped by it.
    """

    repository = models.OneToOneField(
        Repository, on_delete=models.CASCADE, primary_key=True, related_name="traits"
    )
    text = models.TextField(
        blank=True, help_text="` architecture:amd64  kind:image `, in order."
    )

    class Meta:
        verbose_name_plural = "traits"

    def __str__(self):
        return f"{self.repository_id}:{self.text}"
