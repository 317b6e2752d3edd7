"""A namespace's own settings: "-" is no name of a repository."""

from django.urls import path

from hub.web.namespace_settings import deleted, views

urlpatterns = [
    path("<namespace:name>/-/settings/", views.settings, name="namespace_settings"),
    path(
        "<namespace:name>/-/settings/deleted/",
        deleted.deleted,
        name="deleted_repositories",
    ),
    path(
        "<namespace:name>/-/settings/deleted/<repository:repository>/restore/",
        deleted.restore,
        name="repository_restore",
    ),
]
