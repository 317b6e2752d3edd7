"""The official images, whose names nobody may take for their own."""

from hub.oci import names
from hub.repositories.models import Repository


def image_names():
    """`nginx`, for one: the names that docker pulls without a namespace."""
    found = Repository.objects.filter(namespace__name=names.LIBRARY, deleted_at=None)
    return {
        name.partition("/")[2] for name in found.values_list("full_name", flat=True)
    }
