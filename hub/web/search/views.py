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
SORTS = {
    "stars": ["-star_count", F("pushed_at").desc(nulls_last=True), "full_name"],
    "pushed": [F("pushed_at").desc(nulls_last=True), "full_name"],
    "name": ["full_name"],
}


def search(request):
    words = queries.text(request, "q")
    actor = actor_of(request)
    if tag := named_tag(actor, words):
        return HttpResponseRedirect(page_of(tag.repository, "tag", tag=tag.name))
    found = finding.find(policy.listed_repositories(actor), without_tag(words))
    chosen = facets.chosen(request)
    narrowed = finding.narrow(found.repositories, chosen)
    context = {
        "words": words,
        "command": command(request, words),
        "is_misspelt": found.is_misspelt,
        "groups": facets.groups(narrowed.counts, chosen),
        "chips": facets.chips(request, chosen),
        "address_without_facets": facets.without_any(request),
        "total": narrowed.total,
    }
    return results(request, narrowed.repositories, "search/search.html", **context)


def command(request, words):
    term = shlex.quote(f"{request.get_host()}/{words}")
    return f"docker search {term}" if words else ""


def results(request, found, template, total=None, **context):
    sort = queries.choice(request, "sort", SORTS, "")
    if sort:
        found = found.order_by(*SORTS[sort])
    found = found.select_related("namespace").defer("overview")
    page = queries.page(request, found, RESULTS_A_PAGE, total)
    others = [
        one for shown in ("official", "popular") for one in context.get(shown, ())
    ]
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
