"""Of a repository, at /alice/app/activity/ and /_/nginx/activity/; of a namespace; of the hub."""

from django.urls import path

from hub.oci.names import LIBRARY
from hub.web.activity import views

urlpatterns = [
    path("operators/activity/", views.of_hub, name="hub_activity"),
    path(
        "_/<repository:name>/activity/",
        views.of_repository,
        {"namespace": LIBRARY},
        name="repository_activity",
    ),
    path(
        "<owner:namespace>/<repository:name>/activity/",
        views.of_repository,
        name="repository_activity",
    ),
    path("<namespace:name>/-/activity/", views.of_namespace, name="namespace_activity"),
]
