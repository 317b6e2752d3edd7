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
    Kind.ATTESTATION: ngettext_lazy("%(n)d attestation", "%(n)d attestations", "n"),
    Kind.ARTIFACT: ngettext_lazy("%(n)d artifact", "%(n)d artifacts", "n"),
}


@register.simple_tag
def attached_words(attached, listed):
    """1 signature, 2 SBOMs; `listed` is how many attestations the index itself names."""
    numbers = Counter(
        one.kind if one.kind in COUNTS else Kind.ARTIFACT for one in attached
    )
    numbers[Kind.ATTESTATION] += listed
    words = (
        text % {"n": numbers[kind]} for kind, text in COUNTS.items() if numbers[kind]
    )
    return ", ".join(words)


@register.filter
def of_row(attached, row):
    return attached.get(row.manifest.pk, [])
