"""Every kind that the hub records has a name on the pages of activity."""

import re
from pathlib import Path

from django.conf import settings

from hub.content import tags
from hub.events.models import Event
from hub.web.activity import kinds

RECORDED = re.compile(r'(?:record|tell)\(\s*"([a-z_]+\.[a-z_]+)"')


def recorded():
    hub = Path(settings.BASE_DIR) / "hub"
    sources = [path.read_text() for path in hub.rglob("*.py")]
    return {kind for source in sources for kind in RECORDED.findall(source)}


def test_every_kind_has_a_name():
    assert "manifest.push" in recorded()
    chosen = {*tags.HISTORY, "member.remove"}
    assert recorded() | chosen <= set(kinds.KINDS)


def test_a_kind_of_another_version_is_shown_as_it_is():
    assert kinds.kind(Event(kind="moon.land")) == "moon.land"


def test_it_tells_what_changed():
    event = Event(data={"user": "bob", "role": "write", "is_private": True, "odd": 1})

    assert kinds.detail(event) == "bob, write, private"
