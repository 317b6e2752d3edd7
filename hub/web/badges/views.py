"""Badges for a README anywhere: the newest version, the pulls, the size. Of what is public only."""

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.content import featured
from hub.web.badges.drawing import Badge
from hub.web.shortcuts import get_public_repository
from hub.web.templatetags.numbers import compact
from hub.web.templatetags.sizes import bytes as size_of

FRESH = 5 * 60  # seconds


def version(repository):
    found = featured.of(repository)
    return featured.newest_version(repository) or (found.tag if found else _("none"))


def pulls(repository):
    return compact(repository.pull_count)


def size(repository):
    """Of what a pull without a tag takes: on linux/amd64, else of the first platform."""
    found = featured.of(repository)
    if found is None:
        return _("none")
    image = found.image
    return size_of(image.size if image else found.manifest.content_size)


BADGES = {
    "version": (gettext_lazy("version"), version),
    "pulls": (gettext_lazy("pulls"), pulls),
    "size": (gettext_lazy("size"), size),
}


def badge(request, namespace, name, kind):
    if kind not in BADGES:
        raise Http404
    repository = get_public_repository(namespace, name)
    label, value_of = BADGES[kind]
    drawn = Badge(str(label), str(value_of(repository)))
    # Without the request: nothing in it is about who asks.
    image = render_to_string("badge.svg", {"badge": drawn})
    response = HttpResponse(image, content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=FRESH)
    return response
