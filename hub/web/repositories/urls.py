"""A repository's pages, at /alice/app/… and, for official images, at /_/nginx/…"""

from django.urls import include, path

from hub.oci.names import LIBRARY
from hub.web.repositories import (
    compare,
    feed,
    history,
    overview,
    raw,
    removal,
    stars,
    statistics,
    tags,
    untagged,
    watch,
)

pages = [
    path("", overview.overview, name="repository"),
    path("feed.atom", feed.feed, name="feed"),
    path("star/", stars.star, name="star"),
    path("watch/", watch.watch, name="watch"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/pulls.csv", statistics.as_csv, name="statistics_csv"),
    path("statistics/pulls.json", statistics.as_json, name="statistics_json"),
    path("tags/", tags.tags, name="tags"),
    # No tag begins with "-".
    path("tags/-/delete/", removal.delete_images, name="images_delete"),
    path("tags/<tag:tag>/", tags.tag, name="tag"),
    path("tags/<tag:tag>/delete/", tags.delete_tag, name="tag_delete"),
    path("tags/<tag:tag>/history/", history.history, name="tag_history"),
    path("tags/<tag:tag>/restore/", history.restore, name="tag_restore"),
    path("compare/", compare.compare, name="compare"),
    path("untagged/", untagged.untagged, name="untagged"),
    path("manifests/<digest:digest>/", raw.manifest, name="manifest"),
]
urlpatterns = [
    path("_/<repository:name>/", include(pages), {"namespace": LIBRARY}),
    path("<owner:namespace>/<repository:name>/", include(pages)),
]
