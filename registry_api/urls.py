"""Addresses of the registry, and of the texts of its pages. Names are matched greedily: `a/manifests/b/manifests/1.0` is tag 1.0 of `a/manifests/b`."""

from django.urls import path, re_path

from registry_api.views.blobs import BlobView
from registry_api.views.lists import CatalogView, ReferrersView, TagsView
from registry_api.views.manifests import ManifestView
from registry_api.views.page import PageView
from registry_api.views.root import RootView, UnknownRouteView
from registry_api.views.search import PingView, SearchView
from registry_api.views.token import KeysView, TokenServiceView
from registry_api.views.uploads import UploadsView, UploadView

urlpatterns = [
    re_path(
        r"^v2/(?P<name>.+)/manifests/(?P<reference>[^/]+)\Z",
        ManifestView.as_view(),
        name="manifest",
    ),
    re_path(
        r"^v2/(?P<name>.+)/blobs/uploads/?\Z", UploadsView.as_view(), name="uploads"
    ),
    re_path(
        r"^v2/(?P<name>.+)/blobs/uploads/(?P<upload_id>[^/]+)\Z",
        UploadView.as_view(),
        name="upload",
    ),
    re_path(
        r"^v2/(?P<name>.+)/blobs/(?P<digest>[^/]+)\Z", BlobView.as_view(), name="blob"
    ),
    re_path(r"^v2/(?P<name>.+)/tags/list\Z", TagsView.as_view(), name="tags_list"),
    re_path(
        r"^v2/(?P<name>.+)/referrers/(?P<digest>[^/]+)\Z",
        ReferrersView.as_view(),
        name="referrers",
    ),
    re_path(r"^v2/?\Z", RootView.as_view(), name="registry_root"),
    path("v2/_catalog", CatalogView.as_view(), name="catalog"),
    re_path(r"^token/?\Z", TokenServiceView.as_view(), name="token"),
    path(".well-known/jwks.json", KeysView.as_view(), name="jwks"),
    re_path(r"^api/repositories/(?P<name>.+?)/?\Z", PageView.as_view(), name="page"),
    path("v1/_ping", PingView.as_view(), name="v1_ping"),
    path("v1/search", SearchView.as_view(), name="v1_search"),
    re_path(
        r"^(?:v[12]|token|api)/[\s\S]*$",
        UnknownRouteView.as_view(),
        name="registry_unknown",
    ),
]
