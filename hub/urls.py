"""Every address of the hub. The first segment of each is a reserved name: tests/test_reserved_names.py."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("registry_api.urls")),
    path("admin/", admin.site.urls),
    path("", include("hub.web.urls")),
]
handler400 = "hub.web.errors.bad_request"
handler403 = "hub.web.errors.forbidden"
handler404 = "hub.web.errors.not_found"
handler500 = "hub.web.errors.server_error"
