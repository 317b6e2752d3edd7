"""What a client accepts does not change what it gets."""

from rest_framework.negotiation import BaseContentNegotiation


class AnyAccept(BaseContentNegotiation):
    """A registry answers with the stored type (OCI clients pin digests), so nothing is negotiated and nothing refused."""

    def select_parser(self, request, parsers):
        return None

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
