"""Configs of Helm charts: what a chart says of itself, the text of its Chart.yaml as JSON."""

from dataclasses import dataclass

from hub.oci import documents
from hub.oci.configs import text

CONFIG = "application/vnd.cncf.helm.config.v1+json"
SHOWN = 1000  # characters of each text


@dataclass(frozen=True, slots=True)
class Chart:
    name: str = ""
    version: str = ""
    app_version: str = ""
    description: str = ""


def parse(content: bytes) -> Chart:
    """Never raises, as with configs of images."""
    try:
        document = documents.parse(content)
    except documents.DocumentInvalid:
        return Chart()
    keys = ("name", "version", "appVersion", "description")
    return Chart(*(text(document, key)[:SHOWN] for key in keys))
