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
