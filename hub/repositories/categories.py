"""What a repository is about: up to three of Docker Hub's categories, chosen by who may edit its page."""

from django.db import transaction

from hub.events.record import record
from hub.repositories.errors import TooManyCategories
from hub.repositories.models import CATEGORIES_AT_MOST, Category, RepositoryCategory
from hub.repositories.services import lock


def of(repository) -> list[Category]:
    """In the order they were chosen."""
    return [Category(row.category) for row in repository.categories.all()]


@transaction.atomic
def categorize(*, repository, by, categories):
    """Raises TooManyCategories, and Repository.DoesNotExist when it was deleted meanwhile."""
    wanted = list(dict.fromkeys(Category(one) for one in categories))
    if len(wanted) > CATEGORIES_AT_MOST:
        raise TooManyCategories(CATEGORIES_AT_MOST)
    repository = lock(repository)
    if wanted == of(repository):
        return
    repository.categories.all().delete()
    RepositoryCategory.objects.bulk_create(
        RepositoryCategory(repository=repository, category=category, position=position)
        for position, category in enumerate(wanted, start=1)
    )
    record("repository.categorize", by=by, repository=repository, categories=wanted)
