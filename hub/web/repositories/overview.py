"""Decide and pull: the command, what the owner writes, the facts."""

from hub.content import featured
from hub.repositories import categories
from hub.statistics import report
from hub.web import markdown
from hub.web.repositories import chart
from hub.web.repositories.pages import pull_ways, render_page
from hub.web.shortcuts import get_repository


def overview(request, namespace, name):
    repository = get_repository(request, namespace, name)
    found = featured.of(repository)
    context = {"overview": markdown.render(repository.overview)}
    if found is not None:
        context |= about(request, repository, found)
    return render_page(
        request, "repositories/overview.html", repository, "overview", **context
    )


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
