"""How much is stored: a blob counts once for each repository that links it, and once for a namespace."""

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from hub.content.models import Blob, RepositoryBlob, Tag


def with_usage(repositories):
    """A Repository queryset with `tag_count` and `stored`, in bytes."""
    tags = Tag.objects.filter(repository=OuterRef("pk"))
    links = RepositoryBlob.objects.filter(repository=OuterRef("pk"))
    return repositories.annotate(
        tag_count=Coalesce(total(tags, Count("pk")), 0),
        stored=Coalesce(total(links, Sum("blob__size")), 0),
    )


def total(rows, aggregate):
    return Subquery(
        rows.order_by().values("repository").annotate(total=aggregate).values("total")
    )


def of_namespace(namespace) -> int:
    """Bytes; layers that its images share are counted once. What was deleted counts until it is purged."""
    links = RepositoryBlob.objects.filter(repository__namespace=namespace)
    blobs = Blob.objects.filter(pk__in=links.values("blob"))
    return blobs.aggregate(total=Coalesce(Sum("size"), 0))["total"]
