"""Finding an image by words."""

import shlex

from django.db.models import F
from django.http import HttpResponseRedirect
from django.shortcuts import render

from hub import search as finding
from hub.access import policy
from hub.content import featured
from hub.content.models import Tag
from hub.oci import names
from hub.web import queries
from hub.web.search import facets
from hub.web.shortcuts import actor_of
from hub.web.templatetags.repositories import page_of

RESULTS_A_PAGE = 20
# Each as an index has it.
SORTS = {
    "stars": ["-star_count", "-pk"],
    "pulls": ["-pull_count", "-pk"],
    "pushed": [F("pushed_at").desc(nulls_last=True), "full_name"],
    "name": ["full_name"],
}


def search(request):
    words = queries.text(request, "q")
    actor = actor_of(request)
    if tag := named_tag(actor, words):
        return HttpResponseRedirect(page_of(tag.repository, "tag", tag=tag.name))
    chosen, sort = facets.chosen(request), sort_of(request)
    listed = policy.listed_repositories(actor)
    found = finding.find(listed, without_tag(words), chosen, SORTS.get(sort, ()))
    page = queries.page(request, found.repositories, RESULTS_A_PAGE)
    context = {
        "words": words,
        "command": command(request, words),
        "is_misspelt": found.is_misspelt,
        "is_more": found.is_more,
        "groups": facets.groups(found, chosen),
        "chips": facets.chips(request, chosen),
        "address_without_facets": facets.without_any(request),
    }
    return shown(request, page, sort, "search/search.html", **context)


def sort_of(request):
    return queries.choice(request, "sort", SORTS, "")


def command(request, words):
    term = shlex.quote(f"{request.get_host()}/{words}")
    return f"docker search {term}" if words else ""


def shown(request, page, sort, template, **context):
    others = [one for part in ("official", "popular") for one in context.get(part, ())]
    more = {
        "page": page,
        "sort": sort,
        "featured": featured.of_all([*page.object_list, *others]),
    }
    return render(request, template, context | more)


def without_tag(words):
    """`nginx:9.9` finds what is called nginx, although there is no such tag."""
    name, colon, tag = words.partition(":")
    return name if colon and names.is_tag(tag) else words


def named_tag(actor, words):
    """`alice/app:1.0` asks for that tag and not for words; nothing where the actor sees no such tag."""
    name, colon, tag = words.partition(":")
    if not colon or not names.is_tag(tag):
        return None
    try:
        full_name = names.parse(name).full
    except names.NameInvalid:
        return None
    visible = policy.visible_repositories(actor).filter(full_name=full_name)
    tags = Tag.objects.filter(name=tag, repository__in=visible)
    return tags.select_related("repository").first()
