"""The tags that a repository got last: what a feed tells."""

from hub.content.models import Tag
from hub.oci import names

# Walked by an index: otherwise all tags of a large repository would be sorted.
PUSHED_READ = 200
SHOWN = 30


def tags(repository) -> list[Tag]:
    """The newest first, as far as they are among those pushed last, with manifest and who pushed."""
    pushed = Tag.objects.filter(repository=repository).order_by("-pushed_at")
    pushed = pushed.select_related("manifest", "pushed_by")
    found = [
        tag
        for tag in pushed.defer("manifest__annotations")[:PUSHED_READ]
        if not names.is_attached_tag(tag.name)
    ]
    return sorted(found, key=lambda tag: tag.created_at, reverse=True)[:SHOWN]
