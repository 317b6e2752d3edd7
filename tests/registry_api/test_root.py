import pytest

from tests.registry_api.wire import Raw


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/v2/", "/v2"])
def test_it_challenges_whoever_shows_nothing(nobody, method, path):
    answer = nobody.plain(method, path)

    assert answer.status == 401
    assert answer.challenge == (
        f'Bearer realm="http://127.0.0.1:{nobody.hub.port}/token",service="berth-registry"'
    )


@pytest.mark.parametrize("path", ["/v2/", "/v2"])
def test_it_is_200_with_any_token(world, registry, path):
    for caller in (registry(), registry("alice")):
        answer = caller("GET", path, token=caller.token())

        assert (answer.status, answer.body) == (200, b"{}")


def test_a_challenge_names_the_loopback_name_that_was_asked(nobody):
    host = f"host.docker.internal:{nobody.hub.port}"

    answer = nobody.plain("GET", "/v2/", host=host)

    assert f'realm="http://{host}/token"' in answer.challenge


def test_a_challenge_names_the_public_url(start_hub, registry):
    hub = start_hub(HUB_PUBLIC_URL="https://hub.example.org", HUB_BIND="127.0.0.1")

    answer = registry(hub=hub).plain("GET", "/v2/", host="hub.example.org")

    assert 'realm="https://hub.example.org/token"' in answer.challenge


@pytest.mark.parametrize(
    "path", ["/v2/", "/v2/alice/app/tags/list", "/token", "/v1/_ping"]
)
@pytest.mark.parametrize("host", ["evil.example", "hub.example.org:1", "a b", "'\"<"])
def test_an_unknown_host_is_told_which_setting_to_set(nobody, path, host):
    answer = nobody.plain("GET", path, host=host)

    assert (answer.status, answer.codes) == (400, ["UNSUPPORTED"])
    assert "HUB_PUBLIC_URL" in answer.message


def test_a_forwarded_host_counts_for_nothing(nobody):
    answer = nobody.plain("GET", "/v2/", x_forwarded_host="evil.example")

    assert "evil.example" not in answer.challenge


@pytest.mark.parametrize(
    "path",
    [
        "/v2/alice",
        "/v2/alice/app",
        "/v2/alice/app/",
        "/v2/alice/app/manifests",
        "/v2/alice/app/manifests/",
        "/v2/alice/app/tags",
        "/v2/alice/app/tags/list/",
        "/v2/alice/app/blobs/",
        "/v2/_catalog/",
        "/v2/_oci/ext/discover",
        "/v2/%0A",
        "/v2/alice/app/tags/list%0A",
        "/v2//",
        "/v1/",
        "/v1/users/",
        "/v1/repositories/alice/app/images",
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_an_address_that_is_none_is_404_in_json(nobody, method, path):
    answer = nobody.plain(method, path)

    assert (answer.status, answer.codes) == (404, ["UNSUPPORTED"])


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/v2/", "GET, HEAD"),
        ("DELETE", "/v2", "GET, HEAD"),
        ("OPTIONS", "/v2/", "GET, HEAD"),
        ("PUT", "/v2/_catalog", "GET, HEAD"),
        ("POST", "/v2/alice/app/tags/list", "GET, HEAD"),
        ("OPTIONS", "/v2/alice/app/tags/list", "GET, HEAD"),
        ("PATCH", "/v2/alice/app/manifests/1.0", "DELETE, GET, HEAD, PUT"),
        ("GET", "/v2/alice/app/blobs/uploads/", "POST"),
        ("POST", "/v2/alice/app/blobs/uploads/1", "DELETE, GET, HEAD, PATCH, PUT"),
        ("OPTIONS", "/v2/alice/app/blobs/uploads/1", "DELETE, GET, HEAD, PATCH, PUT"),
        ("PUT", "/v2/alice/app/blobs/sha256:1", "DELETE, GET, HEAD"),
        ("DELETE", "/v2/alice/app/referrers/sha256:1", "GET, HEAD"),
        ("PURGE", "/v2/alice/app/referrers/sha256:1", "GET, HEAD"),
        ("PUT", "/token", "GET, HEAD, POST"),
        ("OPTIONS", "/token", "GET, HEAD, POST"),
        ("POST", "/.well-known/jwks.json", "GET, HEAD"),
        ("POST", "/v1/search", "GET, HEAD"),
        ("POST", "/v1/_ping", "GET, HEAD"),
    ],
)
def test_another_method_is_405_and_says_which_there_are(nobody, method, path, allowed):
    answer = nobody.plain(method, path)

    assert (answer.status, answer.headers["Allow"]) == (405, allowed)
    if method != "HEAD":
        assert answer.codes == ["UNSUPPORTED"]


def test_every_answer_has_an_id_of_its_own(nobody):
    ids = {nobody.plain("GET", "/v2/").headers["X-Request-Id"] for _ in range(3)}

    assert len(ids - {None}) == 3


def test_no_answer_sets_a_cookie_or_varies_by_one(world, registry):
    for path in ("/v2/", "/v2/alice/app/tags/list", "/token", "/v2/_catalog"):
        answer = registry("alice")("GET", path, cookie="berth_session=1")

        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.gunicorn
@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /v2/?last=" + b"a" * 10_000 + b" HTTP/1.1\r\n",
        b"GET /v2/\x00 HTTP/1.1\r\n",
        b"G{T /v2/ HTTP/1.1\r\n",
        b"GET /v2/ HTTP/9.9\r\n",
        b"GET /v2/ HTTP/1.1\r\nAccept: a\x00b\r\n",
        b"GET /v2/ HTTP/1.1\r\nAccept: " + b"a" * 100_000 + b"\r\n",
        b"PUT /v2/ HTTP/1.1\r\nContent-Length: -1\r\n",
        b"PUT /v2/ HTTP/1.1\r\nContent-Length: 1e3\r\n",
        b"PUT /v2/ HTTP/1.1\r\nTransfer-Encoding: gzip\r\n",
        b"PUT /token HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n",
    ],
    ids=lambda line: repr(line[:24] + line[-24:]),
)
def test_what_is_no_http_is_refused_without_html(hub_process, request_line):
    with Raw(hub_process) as connection:
        connection.send(request_line + b"Host: localhost\r\n\r\n")

        answer = connection.answer(path="")

    assert 400 <= answer.status < 600
