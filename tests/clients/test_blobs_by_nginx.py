"""HUB_BLOBS_ACCEL: the hub says who may, nginx sends the bytes, and a client sees no difference."""

import ssl
from contextlib import ExitStack, closing
from http.client import HTTPSConnection

import pytest
from django.conf import settings

from hub.content.models import Blob
from tests.registry_api.wire import Registry
from tests.services.hub import Hub
from tests.services.nginx import ACCEL, Nginx

pytestmark = [pytest.mark.one_pair, pytest.mark.needs("nginx")]

CHANGING = {"X-Request-Id", "Date"}
CONTENT = b"0123456789" * 1000


class Outside(Registry):
    """Speaks to the hub through its nginx."""

    def __init__(self, hub, nginx, name=""):
        super().__init__(hub, name)
        self.nginx = nginx

    def connect(self):
        trust = ssl.create_default_context(cafile=self.nginx.certificate)
        return HTTPSConnection("localhost", self.nginx.port, context=trust, timeout=60)


@pytest.fixture(scope="module")
def behind(django_db_setup, django_db_blocker):
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            hub = Hub(name="accel", HUB_TRUSTED_PROXIES="1", HUB_BLOBS_ACCEL=ACCEL)
        stack.callback(hub.start().stop)
        nginx = Nginx(
            settings.HUB_DATA_DIR / f"nginx-{hub.port}",
            hub_port=hub.port,
            blobs=settings.HUB_DATA_DIR / "registry",
        )
        stack.callback(nginx.start().stop)
        yield hub, nginx


@pytest.fixture
def alice(transactional_db, world, behind):
    return Outside(*behind, "alice")


@pytest.fixture
def blob(alice):
    digest = alice.push_blob("alice/notes", CONTENT)
    return f"/v2/alice/notes/blobs/{digest}"


def test_a_stranger_gets_no_byte(behind, blob):
    refused = Outside(*behind)("GET", blob)

    assert refused.status == 401
    assert 'realm="https://' in refused.challenge


def test_nobody_asks_nginx_for_the_file_itself(alice, blob):
    kept = Blob.objects.get(digest=blob.rpartition("/")[2]).storage_key

    with closing(alice.connect()) as connection:
        connection.request("GET", f"{ACCEL}{kept}")
        assert connection.getresponse().status == 404


def test_the_answer_is_the_hubs_own(alice, blob):
    got = alice("GET", blob)
    head = alice("HEAD", blob)

    assert got.body == CONTENT
    assert {*head.headers} <= {*got.headers}
    for name in {*head.headers} - CHANGING:
        assert got.headers[name] == head.headers[name]


def test_a_part_is_sent(alice, blob):
    got = alice("GET", blob, range="bytes=9990-")

    assert (got.status, got.body) == (206, CONTENT[9990:])
    assert got.headers["Content-Range"] == "bytes 9990-9999/10000"


def test_what_is_known_is_not_sent_again(alice, blob):
    etag = alice("HEAD", blob).headers["ETag"]

    assert alice("GET", blob, if_none_match=etag).status == 304
