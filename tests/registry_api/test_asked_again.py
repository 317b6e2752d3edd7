"""The same request again over a kept connection: the answer is the same, in time, and the connection stays in step."""

import pytest

from hub.content import tags
from hub.content.models import Upload
from tests.images import image, push
from tests.registry_api.wire import Raw, Registry
from tests.services.processes import eventually
from tests.world import build, by

ONE, TWO = image("one"), image("two", note="x" * 40_000)
MANIFEST = "/v2/alice/app/manifests/1.0"
LARGE = "/v2/alice/app/manifests/2.0"
OFTEN = 4  # the first is asked of the views, the second comes from memory, the third needs no thread any more


@pytest.fixture
def pushed(transactional_db):
    world = build()
    push(world.app, ONE, tag="1.0", by=by(world.alice))
    push(world.app, TWO, tag="2.0", by=by(world.alice))
    return world


@pytest.fixture
def token(pushed, hub):
    return Registry(hub).token("repository:alice/app:pull")


@pytest.fixture
def connection(hub):
    with Raw(hub) as connection:
        yield connection


def ask(connection, token, method="GET", path=MANIFEST, **headers):
    connection.begin(method, path, token=token, **headers)
    return connection.answer(method, path)


def known(connection, token, *arguments):
    """Asked until it is known."""
    for _ in range(OFTEN):
        answer = ask(connection, token, *arguments)
        assert answer.status == 200, answer
    return answer


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_changed_meanwhile_is_answered_as_it_is(pushed, connection, token, method):
    known(connection, token, method)

    tags.delete(repository=pushed.app, name="1.0", by=by(pushed.alice))

    assert ask(connection, token, method).status == 404


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_each_answer_is_whole_and_has_an_id_of_its_own(connection, token, method):
    first, *others = [ask(connection, token, method) for _ in range(OFTEN)]

    assert {one.body for one in others} == {b"" if method == "HEAD" else ONE.manifest}
    ids = {one.headers["X-Request-Id"] for one in [first, *others]}
    assert len(ids) == OFTEN
    for one in [first, *others]:
        del one.headers["X-Request-Id"], one.headers["Date"]
    assert {frozenset(one.headers.items()) for one in others} == {
        frozenset(first.headers.items())
    }


def test_each_answer_has_its_line_in_the_log(hub, connection, token):
    for _ in range(OFTEN):
        answer = ask(connection, token, user_agent="again/1")
        request_id = answer.headers["X-Request-Id"]
        line = eventually(lambda id_=request_id: line_of(hub, id_))
        assert f'GET "{MANIFEST}" 200 {len(ONE.manifest)}B' in line
        assert line.endswith('"again/1"')


def test_requests_that_come_together_are_answered_in_turn(hub, connection, token):
    known(connection, token)
    heads = []
    for path in (MANIFEST, "/v2/alice/app/manifests/none", LARGE, MANIFEST):
        heads.append(head(hub, token, path))

    for _ in range(OFTEN):
        connection.send(b"".join(heads))

        answers = [connection.answer() for _ in heads]
        assert [one.status for one in answers] == [200, 404, 200, 200]
        assert [one.body for one in answers][2:] == [TWO.manifest, ONE.manifest]


def head(hub, token, path, *lines):
    first = f"GET {path} HTTP/1.1\r\nHost: {hub.host}\r\nAuthorization: Bearer {token}"
    return "\r\n".join([first, *lines, "", ""]).encode()


def test_a_head_that_comes_in_two_parts_is_read_whole(hub, connection, token):
    whole = head(hub, token, MANIFEST)
    for cut in (*range(1, len(whole), 97), len(whole) - 2):
        connection.send(whole[:cut])
        connection.send(whole[cut:])
        assert connection.answer().body == ONE.manifest


@pytest.mark.gunicorn
@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Content-Length: 9", b"GET / HTT"),
        ("Transfer-Encoding: chunked", b"9\r\nGET / HTT\r\n0\r\n\r\n"),
    ],
)
def test_a_body_behind_it_is_not_the_next_request(hub, connection, token, line, body):
    for _ in range(OFTEN):
        connection.send(head(hub, token, MANIFEST, line))
        connection.send(body)
        assert connection.answer().body == ONE.manifest

    assert ask(connection, token).body == ONE.manifest


def test_a_put_is_never_taken_for_the_get_behind_its_body(hub, connection, token):
    put = head(hub, token, MANIFEST, "Content-Length: 2", "Expect: 100-continue")
    known(connection, token)
    for _ in range(OFTEN):
        connection.send(put.replace(b"GET", b"PUT", 1))
        assert connection.file.readline() == b"HTTP/1.1 100 Continue\r\n"
        connection.send(b"{}" + head(hub, token, MANIFEST))

        assert connection.file.readline() == b"\r\n"
        assert connection.answer("PUT").status == 401
        assert connection.answer().body == ONE.manifest


def test_a_slow_reader_gets_every_answer_whole(hub, token):
    with Raw(hub) as connection:
        known(connection, token, "GET", LARGE)
        number = 300
        for _ in range(number):
            connection.send(head(hub, token, LARGE))
        answers = [connection.answer() for _ in range(number)]

    assert {one.body for one in answers} == {TWO.manifest}


# Where one process sees all connections


@pytest.fixture
def alone(pushed, start_hub):
    return start_hub(HUB_WORKERS="1", HUB_THREADS="1")


def test_the_last_one_ends_its_connection(alone):
    token = Registry(alone).token("repository:alice/app:pull")
    for _ in range(OFTEN):
        with Raw(alone) as connection:
            known(connection, token)

            connection.send(head(alone, token, MANIFEST, "Connection: close"))

            assert connection.answer().headers["Connection"] == "close"
            assert connection.is_closed()


def test_the_log_names_who_asked(alone):
    token = Registry(alone).token("repository:alice/app:pull")
    for source in ("127.0.0.1", "127.0.0.2"):
        with Raw(alone, source=source) as connection:
            for _ in range(OFTEN):
                request_id = ask(connection, token).headers["X-Request-Id"]
                line = eventually(lambda id_=request_id: line_of(alone, id_))
                assert f" {source} GET " in line


def line_of(hub, request_id):
    return next((x for x in hub.log_text().splitlines() if request_id in x), "")


@pytest.mark.one_pair
def test_no_thread_is_needed(alone):
    """A client that stalls holds the only one."""
    token = Registry(alone).token("repository:alice/app:pull")
    alice = Registry(alone, "alice")
    upload = alice.start("alice/app")
    with Raw(alone) as connection, Raw(alone) as stalled:
        known(connection, token)
        its_token = alice.token_for(upload)
        stalled.begin("PATCH", upload, token=its_token, content_length=1_000_000)
        stalled.send(b"x")
        eventually(lambda: Upload.objects.filter(generation__gt=0).exists())

        assert ask(connection, token).body == ONE.manifest


def test_a_hub_that_stops_says_so(alone):
    token = Registry(alone).token("repository:alice/app:pull")
    with Raw(alone) as connection:
        known(connection, token)
        alone.server.process.terminate()

        eventually(
            lambda: ask(connection, token).headers["Connection"] == "close",
            what="the answer that is the last",
        )
