"""{{ row.kind|kind_name }}: what a manifest is, in words; {% attached_words row attached %}: what belongs to it."""

from collections import Counter

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from hub.oci.kinds import Kind

register = template.Library()

NAMES = {
    Kind.IMAGE: _("Image"),
    Kind.INDEX: _("Index"),
    Kind.CHART: _("Helm chart"),
    Kind.SIGNATURE: _("Signature"),
    Kind.SBOM: _("SBOM"),
    Kind.PROVENANCE: _("Provenance"),
    Kind.ATTESTATION: _("Attestation"),
    Kind.WASM: _("WebAssembly"),
    Kind.CACHE: _("Build cache"),
    Kind.ARTIFACT: _("Artifact"),
}


@register.filter
def kind_name(kind):
    return NAMES[kind]


COUNTS = {
    Kind.SIGNATURE: ngettext_lazy("%(n)d signature", "%(n)d signatures", "n"),
    Kind.SBOM: ngettext_lazy("%(n)d SBOM", "%(n)d SBOMs", "n"),
    Kind.PROVENANCE: ngettext_lazy(
        "%(n)d provenance statement", "%(n)d provenance statements", "n"
    ),
    Kind.ATTESTATION: ngettext_lazy("%(n)d attestation", "%(n)d attestations", "n"),
    Kind.ARTIFACT: ngettext_lazy("%(n)d artifact", "%(n)d artifacts", "n"),
}


@register.filter
def kind_names(kinds):
    """SBOM, Provenance; each once."""
    return ", ".join(str(NAMES[kind]) for kind in dict.fromkeys(kinds))


@register.simple_tag
def attached_words(attached, listed):
    """1 signature, 2 SBOMs; `listed` are the attestations that the index itself names."""
    kinds = [kind for one in [*attached, *listed] for kind in one.kinds]
    numbers = Counter(kind if kind in COUNTS else Kind.ARTIFACT for kind in kinds)
    words = (
        text % {"n": numbers[kind]} for kind, text in COUNTS.items() if numbers[kind]
    )
    return ", ".join(words)


@register.filter
def of_row(attached, row):
    return attached.get(row.manifest.pk, [])
