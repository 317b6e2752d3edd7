"""NUL, 10**30 and their like, in every place a client can write to: an error in JSON at worst, and nothing lost."""

import json
from urllib.parse import quote

import pytest

from hub.oci import digests, media_types
from tests.images import image
from tests.registry_api.wire import basic_value

ODD = [
    "\x00",
    "a\x00b",
    "9" * 30,
    "-" + "9" * 30,
    str(2**63),
    "1e400",
    "NaN",
    "",
    " ",
    "\n",
    "\r\nX-Odd: 1",
    "..",
    "../..",
    "%",
    "%2500",
    "é",
    "\ud800".encode("utf-8", "surrogatepass"),
    b"\xff\xfe",
    "٣",
    "\U0001f6a2",
    "'\"`;--",
    "{}[]()<>",
    "a" * 1500,
    "null",
    "__proto__",
]
WRITTEN = [quote(value, safe="") for value in ODD]
DIGEST = digests.of(b"x")
ADDRESSES = [
    "/v2/{}",
    "/v2/{}/",
    "/v2/{}/tags/list",
    "/v2/alice/{}/tags/list",
    "/v2/{}/app/tags/list",
    "/v2/alice/app/{}/tags/list",
    "/v2/alice/app/manifests/{}",
    "/v2/alice/{}/manifests/1.0",
    "/v2/alice/app/manifests/sha256:{}",
    "/v2/alice/app/manifests/{}:" + "a" * 64,
    "/v2/alice/app/blobs/{}",
    "/v2/alice/app/blobs/sha256:{}",
    "/v2/alice/app/blobs/uploads/{}",
    "/v2/alice/app/referrers/{}",
    "/v2/alice/app/referrers/sha512:{}",
    "/v2/_catalog/{}",
    "/token/{}",
    "/v1/{}",
    "/v1/search/{}",
]
QUESTIONS = [
    "/v2/?{}",
    "/v2/?x={}",
    "/v2/_catalog?n={}",
    "/v2/_catalog?last={}",
    "/v2/alice/app/tags/list?n={}",
    "/v2/alice/app/tags/list?last={}",
    "/v2/alice/app/tags/list?n=1&last={}",
    "/v2/alice/app/manifests/1.0?ns={}",
    "/v2/alice/app/manifests/1.0?format={}",
    "/v2/alice/app/blobs/" + DIGEST + "?x={}",
    "/v2/alice/app/referrers/" + DIGEST + "?artifactType={}",
    "/v2/alice/app/referrers/" + DIGEST + "?last={}",
    "/v1/search?q={}",
    "/v1/search?q=app&n={}",
    "/token?scope={}",
    "/token?scope=repository:{}:pull",
    "/token?scope=repository:alice/app:{}",
    "/token?scope={}:alice/app:pull",
    "/token?service={}",
    "/token?account={}",
    "/token?offline_token={}",
    "/token?{}={}",
]
HEADERS = [
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Content-Type",
    "Content-Range",
    "Content-MD5",
    "Cookie",
    "If-None-Match",
    "If-Match",
    "If-Modified-Since",
    "Origin",
    "Range",
    "Referer",
    "User-Agent",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
    "X-HTTP-Method-Override",
    "X-Meta-App",
]
# What http.client lets out: no line breaks, and latin-1.
IN_HEADERS = [
    value.encode() if isinstance(value, str) else value
    for value in ODD
    if b"\n" not in (value if isinstance(value, bytes) else value.encode())
]


@pytest.fixture
def alice(world, registry):
    alice = registry("alice")
    alice.push("alice/app", image(), tag="1.0")
    with alice.keeping_its_connection():
        yield alice


@pytest.mark.parametrize("address", ADDRESSES)
def test_in_an_address(alice, address):
    token = alice.token_for("/v2/alice/app/tags/list")
    others = ("POST", "PATCH") if "uploads" in address else ("HEAD",)

    for odd in WRITTEN:
        path = address.format(odd)
        for method in ("GET", "PUT", "DELETE", *others):
            answer = alice(method, path, token=token)

            assert answer.status < 500, f"{method} {path}: {answer}"
    assert alice("GET", "/v2/alice/app/tags/list").json["tags"] == ["1.0"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_in_a_question(alice, question):
    token = alice.token_for("/v2/alice/app/tags/list")

    for odd in WRITTEN:
        path = question.replace("{}", odd)
        headers = (
            {"authorization": basic_value("alice", alice.secret)}
            if "/token" in path
            else {}
        )
        answer = (
            alice.plain("GET", path, **headers)
            if headers
            else alice("GET", path, token=token)
        )

        assert answer.status < 500, f"{path}: {answer}"


@pytest.mark.parametrize("name", HEADERS)
def test_in_a_header(alice, name):
    path = "/v2/alice/app/manifests/1.0"
    token = {"Authorization": f"Bearer {alice.token_for(path)}"}

    for odd in IN_HEADERS:
        for method, where, body in (
            ("GET", path, None),
            ("GET", f"/v2/alice/app/blobs/{digests.of(b'{}')}", None),
            ("PUT", path, b"{}"),
        ):
            answer = alice.plain(method, where, body, **(token | {name: odd}))

            assert answer.status < 500, f"{method} {where} {name}={odd!r}: {answer}"


@pytest.mark.parametrize("scheme", ["Basic", "Bearer", "Digest", ""])
def test_in_credentials(alice, scheme):
    for odd in IN_HEADERS:
        for path in ("/v2/", "/v2/alice/app/tags/list", "/token", "/v1/search"):
            answer = alice.plain(
                "GET", path, authorization=scheme.encode() + b" " + odd
            )

            assert answer.status < 500, f"{path} {odd!r}: {answer}"


@pytest.mark.parametrize(
    "field",
    [
        "grant_type",
        "username",
        "password",
        "refresh_token",
        "scope",
        "service",
        "access_type",
    ],
)
def test_in_a_form(alice, field):
    for odd in WRITTEN:
        for kind in ("password", "refresh_token"):
            form = f"grant_type={kind}&username=nobody&password=wrong&{field}={odd}"
            answer = alice.plain(
                "POST",
                "/token",
                form.encode(),
                content_type="application/x-www-form-urlencoded",
            )

            assert answer.status in (200, 400, 401, 429), f"{form}: {answer}"


PLACES = [
    lambda odd: {"schemaVersion": odd},
    lambda odd: {"mediaType": odd},
    lambda odd: {"artifactType": odd},
    lambda odd: {"config": odd},
    lambda odd: {"layers": odd},
    lambda odd: {"layers": [odd]},
    lambda odd: {"subject": odd},
    lambda odd: {"annotations": odd},
    lambda odd: {"annotations": {"a": odd}},
    lambda odd: {"annotations": {str(odd): "a"}},
    lambda odd: {"layers": [{"mediaType": odd, "digest": DIGEST, "size": 1}]},
    lambda odd: {"layers": [{"digest": odd, "size": 1}]},
    lambda odd: {"layers": [{"digest": DIGEST, "size": odd}]},
    lambda odd: {"layers": [{"digest": DIGEST, "size": 1, "urls": odd}]},
    lambda odd: {"layers": [{"digest": DIGEST, "size": 1, "urls": [odd]}]},
    lambda odd: {"layers": [{"digest": DIGEST, "size": 1, "annotations": {"a": odd}}]},
    lambda odd: {"layers": [{"digest": DIGEST, "size": 1, "platform": odd}]},
    lambda odd: {"layers": [{"digest": DIGEST, "size": 1, "platform": {"os": odd}}]},
    lambda odd: {"unknown": odd},
    lambda odd: {str(odd): 1},
]
IN_JSON = [
    "",
    "\x00",
    "\ud800",
    "\U0001f6a2",
    "9" * 30,
    "a" * 1500,
    None,
    True,
    -1,
    0,
    2**63,
    10**30,
    1.5,
    1e300,
    [],
    {},
    [[[[]]]],
]


@pytest.mark.parametrize("place", PLACES)
def test_in_a_manifest(alice, place):
    """Accepted or refused: what is accepted can be pulled, listed and looked at."""
    alice.push_blob("alice/app", b"x")
    whole = json.loads(image().manifest)

    for odd in IN_JSON:
        content = json.dumps(whole | place(odd)).encode()
        put = alice(
            "PUT",
            "/v2/alice/app/manifests/odd",
            content,
            content_type=media_types.OCI_MANIFEST,
        )

        assert put.status in (201, 400), f"{content}: {put}"
        if put.status == 201:
            assert alice("GET", put.location).body == content
    assert alice("GET", f"/v2/alice/app/referrers/{DIGEST}").status == 200


def test_in_a_config(alice):
    keys = ("os", "architecture", "variant", "created", "config", "history", "rootfs")

    for odd in [*IN_JSON, [{"created_by": "\x00"}], {"Labels": {"\x00": "\x00"}}]:
        one = image(config=dict.fromkeys(keys, odd))
        alice.push("alice/app", one, tag="odd")

        assert alice("GET", "/v2/alice/app/manifests/odd").body == one.manifest
