"""Making a repository, and its settings, at /alice/app/settings/… and, for official images, at /_/nginx/settings/…"""

from django.urls import include, path

from hub.oci.names import LIBRARY
from hub.web.repository_settings import (
    archive,
    collaborators,
    creation,
    deletion,
    general,
    moving,
)

pages = [
    path("", general.general, name="repository_settings"),
    path("visibility/", general.change_visibility, name="repository_visibility"),
    path("move/", moving.move, name="repository_move"),
    path("archive/", archive.archive, name="repository_archive"),
    path("unarchive/", archive.unarchive, name="repository_unarchive"),
    path("delete/", deletion.delete, name="repository_delete"),
    path(
        "collaborators/", collaborators.collaborators, name="repository_collaborators"
    ),
    path(
        "collaborators/<owner:username>/role/",
        collaborators.change_role,
        name="collaborator_role",
    ),
    path(
        "collaborators/<owner:username>/remove/",
        collaborators.remove,
        name="collaborator_remove",
    ),
]
urlpatterns = [
    path("new/", creation.create, name="repository_create"),
    path("_/<repository:name>/settings/", include(pages), {"namespace": LIBRARY}),
    path("<owner:namespace>/<repository:name>/settings/", include(pages)),
]
