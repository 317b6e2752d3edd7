"""A namespace's own settings: "-" is no name of a repository."""

from django.urls import path

from hub.web.namespace_settings import views

urlpatterns = [
    path("<namespace:name>/-/settings/", views.settings, name="namespace_settings")
]
