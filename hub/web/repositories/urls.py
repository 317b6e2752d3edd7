"""A repository's pages, at /alice/app/… and, for official images, at /_/nginx/…"""

from django.urls import include, path

from hub.oci.names import LIBRARY
from hub.web.repositories import views

pages = [
    path("", views.overview, name="repository"),
    path("tags/", views.tags, name="tags"),
    path("tags/<tag:tag>/", views.tag, name="tag"),
    path("tags/<tag:tag>/delete/", views.delete_tag, name="tag_delete"),
]
urlpatterns = [
    path("_/<repository:name>/", include(pages), {"namespace": LIBRARY}),
    path("<owner:namespace>/<repository:name>/", include(pages)),
]
