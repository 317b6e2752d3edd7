"""A log as a file for a spreadsheet."""

import csv

from django.http import HttpResponse
from django.utils import timezone

from hub.web.activity import kinds

COLUMNS = ["time", "kind", "person", "credential", "address", "subject", "detail"]
# A spreadsheet would take these for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(events, *, with_addresses):
    day = timezone.now().date().isoformat()
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="activity-{day}.csv"',
            "Cache-Control": "no-store",
        },
    )
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for event in events:
        writer.writerow(harmless(cell) for cell in row(event, with_addresses))
    return response


def row(event, with_addresses):
    return [
        event.at.isoformat(timespec="seconds"),
        event.kind,
        kinds.who(event),
        event.credential,
        event.address if with_addresses else "",
        kinds.subject(event),
        kinds.detail(event),
    ]


def harmless(cell):
    text = str(cell or "")
    return f"'{text}" if text.startswith(FORMULA) else text
