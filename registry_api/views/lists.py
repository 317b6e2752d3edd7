"""Lists: tags, the catalog, referrers (OCI distribution, end-8, 12)."""

from django.http import JsonResponse

from hub.access import policy, scopes
from hub.content import referrers, tags
from hub.oci import digests, media_types
from registry_api import headers
from registry_api.errors import PageSizeInvalid, Unauthorized
from registry_api.views.base import RepositoryView, TokenView

TAGS_AT_MOST = 10_000
REPOSITORIES = 100
REPOSITORIES_AT_MOST = 1000
# What is said of a referrer is then never longer than the referrer itself.
AS_IT_IS = {"ensure_ascii": False, "separators": (",", ":")}


class TagsView(RepositoryView):
    def get(self, request, name):
        size = page_size(request, default=TAGS_AT_MOST, at_most=TAGS_AT_MOST)
        found = tags.page(
            repository=self.repository, after=last(request), limit=size + 1
        )
        response = JsonResponse({"name": self.asked_name, "tags": found[:size]})
        return linked(response, f"{self.root}/tags/list", found, size)


class CatalogView(TokenView):
    """Only what the caller may read, in byte order."""

    scope = scopes.CATALOG

    def get(self, request):
        if not request.auth.grants_any("catalog", "*"):
            raise Unauthorized(scope=scopes.CATALOG, error="insufficient_scope")
        size = page_size(request, default=REPOSITORIES, at_most=REPOSITORIES_AT_MOST)
        visible = policy.listed_repositories(request.auth.actor).filter(
            full_name__gt=last(request)
        )
        found = list(
            visible.order_by("full_name").values_list("full_name", flat=True)[
                : size + 1
            ]
        )
        return linked(
            JsonResponse({"repositories": found[:size]}), "/v2/_catalog", found, size
        )


class ReferrersView(RepositoryView):
    """Never 404 for a name that may be read: clients would take it for a registry without this API."""

    def get(self, request, name, digest):
        subject = digests.check(digest)
        # A bare + arrives as a space. No type has a NUL in it, and no database takes one.
        artifact_type = request.GET.get("artifactType", "").replace(" ", "+")
        artifact_type = artifact_type.replace("\x00", "\ufffd")
        found, is_cut = self.page(subject, artifact_type, last(request))
        response = JsonResponse(index_of(found), json_dumps_params=AS_IT_IS)
        response["Content-Type"] = media_types.OCI_INDEX
        if artifact_type:
            response["OCI-Filters-Applied"] = "artifactType"
        if is_cut:
            response["Link"] = headers.next_page(
                f"{self.root}/referrers/{subject}",
                last=found[-1].digest,
                **({"artifactType": artifact_type} if artifact_type else {}),
            )
        return response

    def page(self, subject, artifact_type, after):
        if self.rights.repository is None:
            return [], False
        return referrers.page(
            repository=self.repository,
            digest=subject,
            artifact_type=artifact_type,
            after=after,
        )


def index_of(manifests):
    return {
        "schemaVersion": 2,
        "mediaType": media_types.OCI_INDEX,
        "manifests": [descriptor(manifest) for manifest in manifests],
    }


def descriptor(manifest):
    entry = {
        "mediaType": manifest.media_type,
        "digest": manifest.digest,
        "size": manifest.size,
    }
    if manifest.artifact_type:
        entry["artifactType"] = manifest.artifact_type
    if manifest.annotations:
        entry["annotations"] = manifest.annotations
    return entry


def page_size(request, *, default, at_most):
    """`n`, or `default`; raises PageSizeInvalid. More than `at_most` is cut to it and linked on."""
    text = request.GET.get("n", "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal()):
        raise PageSizeInvalid
    return min(int(text[:19]), at_most) if len(text) < 20 else at_most


def last(request):
    """The name to go on after; NUL stands in no name and in no query."""
    return request.GET.get("last", "").partition("\x00")[0][:300]


def linked(response, path, found, size):
    if size and len(found) > size:
        response["Link"] = headers.next_page(path, n=size, last=found[size - 1])
    return response
