"""Twenty ways to a second private repository in the same instant, over HTTP, against a hub of two processes."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from html import unescape
from http.client import HTTPConnection
from threading import Barrier
from urllib.parse import urlencode

import pytest
from django.conf import settings

from hub.namespaces import services as namespaces
from hub.repositories.models import Repository
from tests.registry_api.wire import Registry
from tests.world import by, person, repository

SENTENCE = (
    "alice has used 1 of 1 private repositories. Make one public, or ask for more."
)


class Browser:
    """Signed in, with one form's token, and nothing that takes turns."""

    def __init__(self, hub, client):
        self.hub = hub
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}"
        page, cookies = self.send("GET", "/new/")
        csrf_cookie = re.search(r"csrftoken=[^;]+", cookies)[0]
        self.cookies += f"; {csrf_cookie}"
        self.token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]

    def send(self, method, path, **fields):
        with closing(HTTPConnection("localhost", self.hub.port, timeout=60)) as http:
            headers = {
                "Cookie": self.cookies,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            http.request(method, path, urlencode(fields) or None, headers)
            answer = http.getresponse()
            self.status = answer.status
            return answer.read().decode(), answer.headers.get("Set-Cookie", "")

    def post(self, path, **fields):
        """Answers "done", the sentence, or whatever else came."""
        page, _ = self.send("POST", path, csrfmiddlewaretoken=self.token, **fields)
        if self.status == 302:
            return "done"
        refused = self.status == 422 and SENTENCE in unescape(page)
        return SENTENCE if refused else (self.status, page)


@pytest.fixture
def alice(hub):
    alice = person("alice")
    namespaces.set_push_visibility(
        namespace=alice.namespace, is_private=True, by=by(alice)
    )
    return alice


def test_one_gets_it_and_nineteen_get_the_sentence(hub, alice, client):
    client.force_login(alice)
    attempts = [
        *[by_form(hub, client, f"form{number}") for number in range(7)],
        *[by_switch(hub, client, f"public{number}") for number in range(7)],
        *[by_push(hub, f"push{number}") for number in range(6)],
    ]
    start = Barrier(len(attempts))

    def run(attempt):
        start.wait()
        return attempt()

    with ThreadPoolExecutor(len(attempts)) as pool:
        answers = list(pool.map(run, attempts))

    assert answers.count(SENTENCE) == 19, answers
    assert answers.count("done") == 1
    assert Repository.objects.private().count() == 1


def by_form(hub, client, name):
    fields = {"namespace": "alice", "name": name, "visibility": "private"}
    return partial(Browser(hub, client).post, "/new/", **fields)


def by_switch(hub, client, name):
    repository(f"alice/{name}")
    path = f"/alice/{name}/settings/visibility/"
    return partial(Browser(hub, client).post, path, visibility="private")


def by_push(hub, name):
    registry = Registry(hub, "alice")
    path = f"/v2/alice/{name}/blobs/uploads/"
    registry.token_for(path)

    def attempt():
        answer = registry("POST", path)
        if answer.status == 202:
            return "done"
        refused = (answer.status, answer.codes) == (403, ["DENIED"])
        return answer.message if refused else answer

    return attempt
