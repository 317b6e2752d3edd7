"""A namespace's own settings: "-" is no name of a repository."""

from django.urls import path

from hub.web.namespace_settings import deleted, picture, views

urlpatterns = [
    path("<namespace:name>/-/settings/", views.settings, name="namespace_settings"),
    path(
        "<namespace:name>/-/settings/picture/",
        picture.picture,
        name="namespace_picture",
    ),
    path(
        "<namespace:name>/-/settings/picture/remove/",
        picture.remove,
        name="namespace_picture_remove",
    ),
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
