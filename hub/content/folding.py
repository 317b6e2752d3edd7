"""What belongs to an image, shown with it instead of as a row of its own: signatures, attestations, SBOMs."""

from collections import defaultdict
from dataclasses import dataclass

from hub.content import listing
from hub.content.models import Manifest, Tag
from hub.oci import attachments
from hub.oci.kinds import Kind, of_statements

# Of all rows of a page together: thousands are attached to hardly any image, and a page must stay quick.
ATTACHED_READ = 1000
# Of an index: what is attached to one of its platforms is attached to it.
CHILDREN_ASKED = 30


@dataclass(frozen=True, slots=True)
class Attached:
    kinds: list[Kind]  # of what it states, or its own
    manifest: Manifest
    about: str  # a digest

    @property
    def digest(self):
        return self.manifest.digest


def attached(repository, rows) -> dict:
    """Lists of Attached by the number of each row's manifest. Four queries."""
    owners = owners_of(rows)
    found = referrers(repository, owners) | tagged(repository, owners)
    manifests = {manifest.pk: manifest for manifest, _ in found}
    kinds = listing.kinds_of(list(manifests.values()))
    answer = defaultdict(list)
    for manifest, digest in sorted(found, key=lambda pair: pair[0].pk):
        said = of_statements(manifest.predicate_types) or [kinds[manifest.pk]]
        for pk in owners[digest]:
            answer[pk].append(Attached(said, manifest, digest))
    return answer


def owners_of(rows):
    """By digest: the manifests with whose rows it is shown."""
    owners = defaultdict(set)
    for row in rows:
        owners[row.manifest.digest].add(row.manifest.pk)
        for image in row.images[:CHILDREN_ASKED]:
            owners[image.digest].add(row.manifest.pk)
    return owners


def referrers(repository, digests):
    found = Manifest.objects.filter(
        repository=repository, subject_digest__in=list(digests)
    ).defer("annotations")
    return {(one, one.subject_digest) for one in found.order_by("-pk")[:ATTACHED_READ]}


def tagged(repository, digests):
    about = {tag: digest for digest in digests for tag in attachments.tags(digest)}
    found = Tag.objects.filter(repository=repository, name__in=about)
    found = found.select_related("manifest").defer("manifest__annotations")
    return {
        (tag.manifest, about[tag.name]) for tag in found.order_by("-pk")[:ATTACHED_READ]
    }
