"""What a repository is found by: its words, in the order of their weight."""

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
