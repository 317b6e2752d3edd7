"""What a statement about an image says: its in-toto predicate type, and where tools write that down."""

LIMIT = 8  # types that one manifest may name; buildx writes two
LENGTH = 255
# On a layer: buildx, then cosign. On the manifest: Sigstore's bundles.
OF_LAYER = ("in-toto.io/predicate-type", "predicateType")
OF_MANIFEST = "dev.sigstore.bundle.predicateType"


def of(annotations, layers) -> list[str]:
    """Of a manifest with these annotations, and of its layers' annotations; each as often as it is stated."""
    found = [annotations.get(OF_MANIFEST)]
    found += [layer.get(key) for layer in layers for key in OF_LAYER]
    return [one[:LENGTH] for one in found if one][:LIMIT]
