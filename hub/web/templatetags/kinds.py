"""{{ row.kind|kind_name }}: what a manifest is, in words."""

from django import template
from django.utils.translation import gettext_lazy as _

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
