"""What all pages of one repository share: its head and its tabs."""

from django.shortcuts import render

from hub import addresses
from hub.access.policy import Action
from hub.content import listing
from hub.web import queries
from hub.web.repositories import commands
from hub.web.templatetags.repositories import page_of


def render_page(request, template, repository, tab, status=200, **context):
    """`repository` came from shortcuts.get_repository; `tab` is the current one: overview, tags, statistics, settings."""
    tag_count, digest_count = listing.counts(repository)
    more = {
        "repository": repository,
        "tab": tab,
        "address": addresses.whole(request, page_of(repository)),
        "tag_count": tag_count,
        "digest_count": digest_count,
        "may_push": Action.PUSH in repository.allowed,
        "may_remove": Action.DELETE in repository.allowed,
        "may_move_tags": Action.PUSH in repository.allowed,
        "may_admin": Action.ADMIN in repository.allowed,
    }
    return render(request, template, more | context, status=status)


def pull_ways(request, name, manifest, platform=None, kind=None):
    """For components/ways.html: the commands, and the one that the address chose; `name` has its host."""
    ways = commands.pulls(name, manifest, platform, kind)
    chosen = queries.choice(request, "with", ways, next(iter(ways)))
    return {"ways": ways.values(), "way": ways[chosen]}
