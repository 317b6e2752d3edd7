"""One manifest as it was pushed, by its digest: the exact text, in pages that stay small."""

from django.http import Http404

from hub.content import manifests
from hub.content.errors import ManifestUnknown
from hub.content.models import Manifest
from hub.web import queries
from hub.web.repositories import commands
from hub.web.repositories.pages import pull_ways, render_page
from hub.web.shortcuts import get_repository

# Characters a page. Digests hardly compress: this is some 15 KB on the wire.
PAGE_LENGTH = 20_000


def manifest(request, namespace, name, digest):
    repository = get_repository(request, namespace, name)
    found = Manifest.objects.with_digest(repository, digest).defer("annotations")
    found = found.select_related("pushed_by", "pull").first()
    if found is None:
        raise Http404
    reference = f"{request.get_host()}/{repository.familiar_name}@{digest}"
    page = queries.page(request, pieces(repository, digest), 1)
    return render_page(
        request,
        "repositories/manifest.html",
        repository,
        "tags",
        manifest=found,
        kind=commands.kind_of(found),
        tags=found.tags.order_by("name")[:50],
        page=page,
        text=page.object_list[0],
        **pull_ways(request, reference, found),
    )


def pieces(repository, digest):
    """Of a text that is no UTF-8, what can be read of it. At least one, be it empty."""
    try:
        stored = manifests.get(repository=repository, reference=digest)
    except ManifestUnknown:
        raise Http404 from None
    text = bytes(stored.content).decode(errors="replace")
    starts = range(0, max(len(text), 1), PAGE_LENGTH)
    return [text[start : start + PAGE_LENGTH] for start in starts]
