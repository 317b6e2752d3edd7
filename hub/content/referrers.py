"""Referrers: the manifests whose subject is another one, page by page (OCI distribution, end-12)."""

from hub.content.models import Manifest

AT_MOST = 1000
# Clients read no longer answer (oras stops at 4 MiB), and annotations may be long. A manifest is larger than what is
# said of it, so the sizes of the manifests bound the page.
PAGE_BYTES = 4 * 1024 * 1024 - 1024


def page(
    *, repository, digest, artifact_type="", after=""
) -> tuple[list[Manifest], bool]:
    """Those after the one with the digest `after`, by their own digest, and whether there are more."""
    found = Manifest.objects.filter(
        repository=repository, subject_digest=digest, digest__gt=after
    ).order_by("digest")
    if artifact_type:
        found = found.filter(artifact_type=artifact_type)
    # First without the annotations: all of them together would fill the memory.
    sizes = list(found.values_list("size", flat=True)[: AT_MOST + 1])
    fitting = how_many_fit(sizes)
    return list(found[:fitting]), fitting < len(sizes)


def how_many_fit(sizes) -> int:
    """At least one, or nobody would ever see what comes after it."""
    total = 0
    for number, size in enumerate(sizes[:AT_MOST]):
        total += size
        if number and total > PAGE_BYTES:
            return number
    return min(len(sizes), AT_MOST)
