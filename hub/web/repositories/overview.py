"""Decide and pull: the command, what the owner writes, the facts."""

from hub.content import featured
from hub.repositories import categories
from hub.statistics import report
from hub.web import markdown
from hub.web.repositories import chart
from hub.web.repositories.pages import pull_ways, render_page
from hub.web.shortcuts import get_repository

# Characters of Markdown, so that a page is small at first view.
SHOWN_AT_FIRST = 25_000


def overview(request, namespace, name):
    repository = get_repository(request, namespace, name)
    found = featured.of(repository)
    text = repository.overview
    beginning = text if "overview" in request.GET else beginning_of(text)
    html = markdown.render(beginning)
    context = {
        "overview": html,
        "contents": markdown.contents(html),
        "is_cut": beginning != text,
    }
    if found is not None:
        context |= about(request, repository, found)
    return render_page(
        request, "repositories/overview.html", repository, "overview", **context
    )


def beginning_of(text):
    """Up to the last paragraph that ends in time."""
    if len(text) <= SHOWN_AT_FIRST:
        return text
    end = text.rfind("\n\n", 0, SHOWN_AT_FIRST)
    return text[: end if end > 0 else SHOWN_AT_FIRST]


def about(request, repository, found):
    name = f"{request.get_host()}/{repository.familiar_name}{found.reference}"
    sizes = [image.size for image in found.images if image.size]
    return pull_ways(request, name, found.manifest) | {
        "found": found,
        "categories": categories.of(repository),
        "newest_version": featured.newest_version(repository),
        "smallest": min(sizes, default=found.manifest.content_size),
        "weeks": chart_of_weeks(repository),
        "largest": max(sizes, default=found.manifest.content_size),
    }


def chart_of_weeks(repository):
    weeks = report.recent_weeks(repository)
    return chart.of(weeks) if weeks else None
