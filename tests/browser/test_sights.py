"""Every page of the URLconf is among the sights, which the other tests of this folder look at."""

from pathlib import Path

from django.conf import settings
from django.urls import get_resolver

from tests.browser import sights

TEMPLATES = Path(settings.BASE_DIR) / "templates"


def page_names(patterns, prefix=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else prefix
            yield from page_names(pattern.url_patterns, inner)
        elif pattern.name and not pattern.lookup_str.startswith("registry_api."):
            yield f"{prefix}{pattern.name}"


def looked_at():
    return {sight.route for sight in sights.SEEDED}


def test_every_page_is_looked_at():
    names = set(page_names(get_resolver().url_patterns))

    assert names - looked_at() == set(sights.NO_SIGHT)


def test_every_page_of_a_refusal_is_looked_at():
    refusals = {path.name for path in TEMPLATES.glob("[45]*.html")}

    assert {route for route in looked_at() if route.endswith(".html")} == refusals
