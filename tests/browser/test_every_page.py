"""What holds on every page: axe finds nothing, it fits every width, the browser does not complain, it is small.

One walk looks for all of it, because the walk is what takes time; what a fault is, stands in its own file.
"""

import pytest

from tests.browser import axe, budget, complaints, layout

pytestmark = pytest.mark.one_pair


def test_every_page_is_well(tour):
    complained, excess = complaints.noted(tour), budget.noted(tour)
    tour.scripts.append(axe.SCRIPT)

    found = {
        sight: [
            *complained(page),
            *(excess(page) if sight.is_ours else []),
            *layout.faults(page),
            *axe.faults(page),
        ]
        for sight, page in tour.pages()
    }

    assert len(found) == len(tour.sights)
    tell(found)


def tell(found):
    lines = [f"{sight}: {fault}" for sight, faults in found.items() for fault in faults]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)
