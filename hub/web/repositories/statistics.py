"""How often a repository is pulled: the page, and the same sums for programs."""

import csv
import json

from django.http import StreamingHttpResponse

from hub.statistics import report
from hub.web import queries
from hub.web.repositories import chart
from hub.web.repositories.pages import render_page
from hub.web.shortcuts import get_repository

COLUMNS = ("day", "tag", "platform", "client", "pulls")


def statistics(request, namespace, name):
    repository = get_repository(request, namespace, name)
    days = days_of(request)
    found = report.of(repository, days)
    return render_page(
        request,
        "repositories/statistics.html",
        repository,
        "statistics",
        days=days,
        ranges=report.RANGES,
        report=found,
        chart=chart.of(found.bars),
    )


def days_of(request):
    return queries.choice(request, "days", report.RANGES, report.USUAL_RANGE)


def as_csv(request, namespace, name):
    repository = get_repository(request, namespace, name)
    return download(repository, "csv", "text/csv", lines_of_csv(request, repository))


def as_json(request, namespace, name):
    repository = get_repository(request, namespace, name)
    lines = lines_of_json(request, repository)
    return download(repository, "json", "application/json", lines)


def download(repository, ending, content_type, lines):
    """In pieces: a repository of many tags has many sums."""
    filename = f"{repository.full_name.replace('/', '-')}-pulls.{ending}"
    return StreamingHttpResponse(
        lines,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def rows(request, repository):
    found = report.rows(repository, days_of(request)).values_list(*COLUMNS)
    return found.iterator(chunk_size=2000)


def lines_of_csv(request, repository):
    writer = csv.writer(Passing())
    yield writer.writerow(COLUMNS)
    for row in rows(request, repository):
        yield writer.writerow(row)


def lines_of_json(request, repository):
    """One document; a line is a sum."""
    yield f'{{"repository": {json.dumps(repository.full_name)}, "pulls": ['
    comma = ""
    for day, *row in rows(request, repository):
        one = dict(zip(COLUMNS, [day.isoformat(), *row], strict=True))
        yield f"{comma}\n{json.dumps(one)}"
        comma = ","
    yield "\n]}\n"


class Passing:
    """For csv: what is written is the answer of `writerow`."""

    def write(self, line):
        return line
