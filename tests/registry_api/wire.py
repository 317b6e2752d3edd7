"""Speaking to the registry without a client in between: every header and every byte is the test's choice.

`registry("alice")` is Alice's: she logs in by herself, for all that can be done with the name in the address.
No answer of the registry is ever HTML, an unforeseen mistake, or an error in another shape than the specification's;
each one that passes through here is asked.
"""

import base64
import json
import re
import socket
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage, HTTPResponse
from urllib.parse import quote, urlencode

from hub.oci import digests
from tests.services import pairs
from tests.world import PASSWORD

TIMEOUT = 60  # seconds; a bound on a broken run
# The one there is (OCI distribution 1.1, "Warnings").
WARNING = re.compile(r'299 - "\S+ is now \S+\. Pull it by that name\."')
ROUTES = ("/manifests/", "/blobs/", "/tags/", "/referrers/")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def codes(self):
        return [error["code"] for error in self.json["errors"]]

    @property
    def message(self):
        return self.json["errors"][0]["message"]

    @property
    def location(self):
        return self.headers["Location"]

    @property
    def challenge(self):
        return self.headers["WWW-Authenticate"] or ""


class Registry:
    """What one person, or nobody, says to one hub."""

    def __init__(self, hub, name="", secret=PASSWORD):
        self.hub = hub
        self.name = name
        self.secret = secret
        self.tokens = {}
        self.kept = None

    def __call__(self, method, path, body=None, *, token=None, basic=None, **headers):
        """Keywords are headers: `content_type=`. A body that is no bytes is sent in chunks, one for each piece, unless its
        length is among them."""
        if token is None and basic is None:
            token = self.token_for(path)
        credentials = {"Authorization": f"Bearer {token}"} if token else {}
        if basic:
            credentials = {"Authorization": basic_value(*basic)}
        return self.plain(method, path, body, **headers, **credentials)

    def plain(self, method, path, body=None, **headers):
        """Without any credentials of its own."""
        if self.kept:
            return self.over(self.kept, method, path, body, **headers)
        with closing(self.connect()) as connection:
            return self.over(connection, method, path, body, **headers)

    @contextmanager
    def keeping_its_connection(self):
        """For hundreds of requests, none of which is about the connection."""
        self.kept = self.connect()
        try:
            yield self
        finally:
            self.kept.close()
            self.kept = None

    def over(self, connection, method, path, body=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        in_pieces = body is not None and not isinstance(body, bytes)
        in_chunks = in_pieces and "content_length" not in headers
        if in_chunks:
            named["Transfer-Encoding"] = "chunked"
        connection.request(method, path, body, named, encode_chunked=in_chunks)
        answer = received(connection.getresponse(), method, path)
        assert answer.status != 500, f"{answer}\n{self.hub.log_text()[-4000:]}"
        return answer

    def connect(self):
        return HTTPConnection("127.0.0.1", self.hub.port, timeout=TIMEOUT)

    # Logging in

    def token_for(self, path):
        """For everything under the name in the address; asked for once."""
        name = name_in(path)
        if name not in self.tokens:
            scopes = [f"repository:{name}:pull,push,delete"] if name else []
            self.tokens[name] = self.token(*scopes, "registry:catalog:*")
        return self.tokens[name]

    def token(self, *scopes):
        answer = self.log_in(*scopes)
        assert answer.status == 200, answer
        return answer.json["token"]

    def log_in(self, *scopes, **parameters):
        pairs = [("scope", scope) for scope in scopes] + list(parameters.items())
        credentials = (
            {"Authorization": basic_value(self.name, self.secret)} if self.name else {}
        )
        return self.plain("GET", f"/token?{urlencode(pairs)}", **credentials)

    # Pushing

    def start(self, name):
        """The address of a new upload."""
        answer = self("POST", f"/v2/{name}/blobs/uploads/")
        assert answer.status == 202, answer
        return answer.location

    def finish(self, location, content=b"", *, digest, **headers):
        return self("PUT", f"{location}?digest={digest}", content, **headers)

    def push_blob(self, name, content):
        digest = digests.of(content)
        answer = self.finish(self.start(name), content, digest=digest)
        assert answer.status == 201, answer
        return digest

    def push(self, name, image, *, tag=""):
        """Blobs, children and the manifest; returns its digest."""
        for child in image.children:
            self.push(name, child)
        for content in image.blobs:
            self.push_blob(name, content)
        answer = self.put_manifest(name, image, tag or image.digest)
        assert answer.status == 201, answer
        return image.digest

    def put_manifest(self, name, image, reference):
        return self(
            "PUT",
            f"/v2/{name}/manifests/{reference}",
            image.manifest,
            content_type=image.media_type,
        )


def received(response, method, path):
    answer = Answer(response.status, response.headers, response.read())
    assert "html" not in answer.headers.get("Content-Type", ""), answer
    is_http = "X-Request-Id" in answer.headers
    if not is_http and pairs.current() == "granian":
        # What it cannot read it refuses by itself, without a word.
        assert (answer.status, answer.body) == (400, b""), answer
        return answer
    if path.startswith("/v2") and is_http:
        assert answer.headers["Docker-Distribution-Api-Version"] == "registry/2.0"
    warning = answer.headers["Warning"]
    assert warning is None or WARNING.fullmatch(warning), answer
    if answer.status in (429, 503):
        assert int(answer.headers["Retry-After"]) > 0, answer
    if answer.status >= 400:
        assert answer.headers["Content-Type"] == "application/json", answer
        if method != "HEAD":
            assert all(error["code"] for error in answer.json["errors"]), answer
    if answer.status == 401 and path.startswith("/v2"):
        assert is_http
        assert answer.challenge.startswith('Bearer realm="http'), answer
    return answer


def basic_value(name, secret):
    return "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()


def name_in(path):
    """The repository's name in an address; empty where there is none."""
    rest = path.removeprefix("/v2/")
    return rest[: max(max(map(rest.rfind, ROUTES)), 0)]


def escaped(text):
    return quote(text, safe="")


class Raw:
    """A connection of single bytes, for what http.client does not let out."""

    def __init__(self, hub, *, source="127.0.0.1"):
        self.hub = hub
        self.socket = socket.create_connection(
            ("127.0.0.1", hub.port), TIMEOUT, source_address=(source, 0)
        )
        self.file = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.file.close()
        self.socket.close()

    def begin(self, method, path, *, token=None, host=None, **headers):
        """Everything of a request but its body."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or self.hub.host}"]
        if token:
            lines.append(f"Authorization: Bearer {token}")
        lines += [
            f"{name.replace('_', '-')}: {value}" for name, value in headers.items()
        ]
        self.send("\r\n".join([*lines, "", ""]).encode())

    def send(self, content):
        self.socket.sendall(content)

    def send_chunk(self, content):
        self.send(b"%x\r\n%s\r\n" % (len(content), content))

    def vanish(self):
        """As a client whose cable is pulled and whose system notices: the connection is reset."""
        linger_for_nothing = b"\x01\x00\x00\x00\x00\x00\x00\x00"
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger_for_nothing)
        self.close()

    def hang_up(self):
        """As a client that stops half way and says so."""
        self.socket.shutdown(socket.SHUT_WR)

    def answer(self, method="GET", path="/v2/"):
        response = HTTPResponse(OneFile(self.file), method=method)
        response.begin()
        return received(response, method, path)

    def is_closed(self):
        """Whether the hub has hung up; whatever it still sends is read away."""
        with suppress(ConnectionError):
            while self.file.read(65536):
                pass
        return True


class OneFile:
    """Lets one answer after the other be read from one buffer."""

    def __init__(self, file):
        self.file = file

    def makefile(self, *_):
        return self

    def __getattr__(self, name):
        return getattr(self.file, name)

    def close(self):
        pass
