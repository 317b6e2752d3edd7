"""Moving a tag back to a manifest that is still here: a push without bytes, held to what holds for a push."""

from django.db import transaction

from hub.content import lookup, manifests, required, tags
from hub.content.errors import TagInvalid
from hub.content.models import Manifest, Tag
from hub.oci import manifests as documents
from hub.oci import names


@transaction.atomic
def restore(*, repository, name, digest, by) -> Tag:
    """Raises TagInvalid, ManifestUnknown where it is gone, ManifestBlobUnknown where what it lists is gone."""
    if not names.is_tag(name):
        raise TagInvalid(name)
    # A deletion waits for this: what is found here is still here at the end.
    lookup.hold_repository(repository)
    stored = manifests.get(repository=repository, reference=digest)
    parsed = documents.parse(bytes(stored.content), stored.media_type)
    required.hold(repository, required.children(repository, parsed))
    found = Manifest.objects.get(pk=stored.pk)
    if not is_there(repository, name, found):
        tags.point(
            repository=repository, name=name, manifest=found, by=by, kind=tags.RESTORED
        )
    return Tag.objects.get(repository=repository, name=name)


def is_there(repository, name, manifest) -> bool:
    """A second click moves nothing, and tells nothing."""
    return Tag.objects.filter(
        repository=repository, name=name, manifest=manifest
    ).exists()
