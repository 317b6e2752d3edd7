"""The access log tells what happened, and no secret."""

import http.client
from contextlib import closing

from tests.services.processes import eventually


def get(hub, path, **headers):
    """The answer's headers, once its line is in the log."""
    with closing(
        http.client.HTTPConnection("127.0.0.1", hub.port, timeout=10)
    ) as connection:
        connection.request("GET", path, headers={"Host": hub.host, **headers})
        response = connection.getresponse()
        response.read()
    return response


def line_of(hub, response):
    """Of the log, for one answer."""
    request_id = response.headers["X-Request-Id"]
    lines = eventually(
        lambda: [
            line
            for line in hub.log_text().splitlines()
            if request_id in line and "GET" in line
        ]
    )
    return lines[-1]


def test_it_names_the_request_and_its_answer(hub):
    response = get(hub, "/v2/", **{"User-Agent": 'docker/"28"'})

    line = line_of(hub, response)

    assert 'GET "/v2/" 401' in line
    assert r'"docker/\"28\""' in line
    assert line.split()[2] == "127.0.0.1"


def test_it_keeps_queries_and_credentials_out(hub):
    response = get(
        hub, "/token?password=hunter2", Authorization="Basic aHVudGVyMjpodW50ZXIy"
    )

    line_of(hub, response)

    assert "hunter2" not in hub.log_text()
    assert "aHVudGVyMjpodW50ZXIy" not in hub.log_text()


def test_it_keeps_the_keys_of_links_in_mails_out(hub):
    line = line_of(hub, get(hub, "/account/password/reset/key/1-hunter2/"))

    assert "hunter2" not in line
    assert "/account/password/reset/key/-/" in line


def test_no_request_can_write_a_line_of_its_own(hub):
    response = get(hub, "/v2/%0a[now]%20127.0.0.1%20GET%20%22/admin/%22%20200")

    assert r"\n" in line_of(hub, response)
