"""The Atom feed of new tags. Readers of feeds have no session, so there is one of what is public only."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.translation import gettext as _

from hub.addresses import whole
from hub.content import newest
from hub.web.shortcuts import get_public_repository
from hub.web.templatetags.repositories import page_of
from hub.web.templatetags.sizes import bytes as size_of

FRESH = 5 * 60  # seconds


def feed(request, namespace, name):
    repository = get_public_repository(namespace, name)
    page = whole(request, page_of(repository, "tags"))
    atom = Atom1Feed(
        title=_("New tags of %(name)s") % {"name": repository.familiar_name},
        link=page,
        feed_url=whole(request, request.get_full_path()),
        description=None,
    )
    for tag in newest.tags(repository):
        atom.add_item(**entry(request, repository, tag))
    response = HttpResponse(content_type=atom.content_type)
    atom.write(response, "utf-8")
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


def entry(request, repository, tag):
    path = page_of(repository, "tag", tag=tag.name)
    link = whole(request, path)
    name = f"{repository.familiar_name}:{tag.name}"
    facts = [f"docker pull {request.get_host()}/{name}", tag.manifest.digest]
    if tag.manifest.content_size:
        facts.append(size_of(tag.manifest.content_size))
    return {
        "title": name,
        "link": link,
        "description": ", ".join(facts),
        # One that is deleted and pushed again is news again.
        "unique_id": f"{get_tag_uri(link, tag.created_at)}#{tag.created_at.timestamp():.0f}",
        "pubdate": tag.created_at,
        "updateddate": tag.created_at,
        "author_name": author_of(repository, tag),
    }


def author_of(repository, tag):
    """The organisation, where a token of it pushed."""
    if tag.pushed_by:
        return tag.pushed_by.username
    return repository.parsed_name.namespace
