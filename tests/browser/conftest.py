import pytest
from django.conf import settings
from django.test import Client


@pytest.fixture
def visitor(hub, new_context):
    """A page of a browser of one's own: `visitor()`, signed in `visitor(world.alice)`, `visitor(java_script_enabled=False)`."""

    def visit(user=None, **options):
        context = new_context(base_url=hub.url, **options)
        if user is not None:
            context.add_cookies([session_of(user, hub.url)])
        return context.new_page()

    return visit


def session_of(user, url):
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


@pytest.fixture(params=["everything", "nothing"])
def tour(request, hub, new_context):
    """Every sight of a hub where everything is, and of one where nothing is yet."""
    from tests.browser import seeds, sights
    from tests.browser.tour import Tour

    if request.param == "everything":
        return Tour(new_context, hub, seeds.everything(), sights.SEEDED)
    return Tour(new_context, hub, seeds.nothing(), sights.EMPTY)
