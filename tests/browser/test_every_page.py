"""What holds on every page: axe finds nothing, it fits every width, the browser does not complain, it is small.

One walk looks for all of it, because the walk is what takes time; what a fault is, stands in its own file.
"""

import pytest

from tests.browser import axe, budget, complaints, layout

pytestmark = pytest.mark.one_pair


def test_every_page_is_well(tour):
    found = {}
    with complaints.noted(tour) as noted:
        for sight, page in tour.pages():
            found[sight] = [*noted(page), *layout.faults(page), *axe.faults(page)]

    tell(found)


def test_every_first_view_is_small_and_asks_nobody_else(tour):
    found = {}
    for sight, page in tour.first_views():
        with budget.counted(page) as excesses:
            tour.open(sight, page)
        found[sight] = excesses

    tell(found)


def tell(found):
    lines = [f"{sight}: {fault}" for sight, faults in found.items() for fault in faults]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)
