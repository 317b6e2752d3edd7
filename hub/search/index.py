"""Keeping the documents true: the worker writes them after each change; until then ranking reads the repository itself."""

from django.db import connection, transaction

from hub.events.models import Event
from hub.repositories.models import Repository
from hub.search import traits, words
from hub.search.models import SearchDocument

KINDS = (
    "repository.create",
    "repository.edit",
    "repository.rename",
    "repository.transfer",
    "repository.delete",
    "repository.restore",
)
BATCH = 200
UNTOLD = 200


def follow(event):
    """What the event says is not read: it may be told late, twice, or after a newer one."""
    refresh(event.repository_id)


@transaction.atomic
def refresh(repository_id):
    # Locked, so that of two workers the one that read last also writes last.
    rows = Repository.objects.select_for_update(no_key=True)
    repository = rows.filter(pk=repository_id, deleted_at=None).first()
    if repository is None:
        remove(repository_id)
    else:
        write(compose(repository))


def untold_documents(repositories) -> list[SearchDocument]:
    """Of those repositories, what the index should hold and may not hold yet: the worker was not there since they changed.

    The newest only: a worker that is away for long must not make every search slow.
    """
    untold = Event.objects.filter(kind__in=KINDS, dispatched_at=None)
    # Mostly there is nothing to tell: asked by itself, that costs a fifth of the whole question.
    if not untold.exists():
        return []
    newest = repositories.filter(pk__in=untold.values("repository_id"))
    return [compose(repository) for repository in newest.order_by("-pk")[:UNTOLD]]


def compose(repository) -> SearchDocument:
    name = words.of_name(repository.full_name)
    description = words.of_line(repository.description)
    return SearchDocument(
        repository_id=repository.pk,
        name=name,
        description=description,
        overview=words.of_page(repository.overview),
        spellings=words.all_spellings(f"{name} {description}"),
    )


@transaction.atomic
def write(document):
    document.save()
    if connection.vendor == "sqlite":
        texts = texts_of(document)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO search_words(rowid, name, description, overview, spellings)"
                " VALUES (%s, %s, %s, %s, %s)",
                [document.pk, *texts],
            )
            cursor.execute(
                "INSERT OR REPLACE INTO search_parts(rowid, name) VALUES (%s, %s)",
                [document.pk, document.name],
            )


@transaction.atomic
def remove(repository_id):
    SearchDocument.objects.filter(pk=repository_id).delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words WHERE rowid = %s", [repository_id])
            cursor.execute("DELETE FROM search_parts WHERE rowid = %s", [repository_id])


def repair() -> int:
    """Write the documents that differ from their repositories; how many did."""
    return sum(repair_batch(batch) for batch in batches())


def repair_batch(repositories) -> int:
    kept = SearchDocument.objects.in_bulk([row.pk for row in repositories])
    wrong = [row.pk for row in repositories if not is_true(kept.get(row.pk), row)]
    for pk in wrong:
        refresh(pk)
    return len(wrong)


def rebuild() -> int:
    """Write every document anew; how many there are now."""
    for repositories in batches():
        # A transaction for each batch: pushes do not wait for the whole.
        with transaction.atomic():
            for repository in repositories:
                refresh(repository.pk)
                traits.refresh(repository.pk)
    return SearchDocument.objects.count()


def batches():
    last = 0
    while batch := list(Repository.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def is_true(document, repository) -> bool:
    if document is None or repository.deleted_at:
        return document is None and repository.deleted_at is not None
    return texts_of(document) == texts_of(compose(repository))


def texts_of(document):
    return [
        document.name,
        document.description,
        document.overview,
        document.spellings,
    ]
