"""A service that says who somebody is: OpenID Connect with discovery, PKCE and signed tokens, and what GitHub, GitLab and
Bitbucket have in its place. It checks what it is asked as they do, and has one person at its screen, `person`."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

CLIENT = {"client_id": "berth", "client_secret": "a-secret-of-the-provider"}
NORA = {
    "sub": "248289761001",
    "email": "nora@mail.example",
    "email_verified": True,
    "preferred_username": "Nora",
    "name": "Nora Quay",
}
AUTHORIZE = {"/authorize", "/login/oauth/authorize", "/oauth/authorize"}
TOKEN = {"/token", "/login/oauth/access_token", "/oauth/token"}


class IdentityProvider:
    """`odd` has answers that take the place of the right ones, by path: a status, and a text or a value for JSON."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.forget()

    def forget(self):
        """Everything as on the first day."""
        self.person = dict(NORA)
        self.says_no = False
        self.odd = {}
        self.codes = {}
        self.tokens = set()
        self.signs_with = self.key

    def start(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def configuration(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
        }

    def jwks(self):
        algorithm = jwt.algorithms.ECAlgorithm(jwt.algorithms.ECAlgorithm.SHA256)
        public = json.loads(algorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "alg": "ES256", "use": "sig"}]}

    def authorize(self, asked) -> str:
        """Where the browser goes then, once the person pressed the button."""
        assert asked["client_id"] == CLIENT["client_id"]
        assert asked["response_type"] == "code"
        answer = {"state": asked["state"]}
        if self.says_no:
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_urlsafe()
            self.codes[answer["code"]] = asked
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def redeem(self, given):
        """A code works once, for whoever asked for it."""
        asked = self.codes.pop(given.get("code"), None)
        if asked is None or not is_the_same(asked, given):
            return 400, {"error": "invalid_grant"}
        token = secrets.token_urlsafe()
        self.tokens.add(token)
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": 300}
        if "openid" in asked.get("scope", "").split():
            answer["id_token"] = self.id_token()
        return 200, answer

    def id_token(self):
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT["client_id"],
            "iat": now,
            "exp": now + 300,
            "sub": self.person["sub"],
        }
        return jwt.encode(
            claims, self.signs_with, algorithm="ES256", headers={"kid": "one"}
        )

    def about(self, path):
        """What each of the four says of the person."""
        said = self.person
        number, email = int(said["sub"]), said["email"]
        is_verified = said["email_verified"]
        return {
            "/userinfo": said,
            "/api/v3/user": {"id": number, "login": said["preferred_username"]},
            "/api/v3/user/emails": [
                {"email": "old@mail.example", "primary": False, "verified": False},
                {"email": email, "primary": True, "verified": is_verified},
            ],
            "/api/v4/user": {
                "id": number,
                "username": said["preferred_username"],
                "email": email,
                "confirmed_at": "2026-01-02T03:04:05Z" if is_verified else None,
            },
            "/2.0/user": {
                "account_id": said["sub"],
                "username": said["preferred_username"],
            },
            "/2.0/user/emails": {
                "values": [
                    {"email": "old@mail.example", "is_primary": False},
                    {
                        "email": email,
                        "is_primary": True,
                        "is_confirmed": is_verified,
                    },
                ]
            },
        }.get(path)


def is_the_same(asked, given):
    verifier = given.get("code_verifier", "")
    hashed = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
    return (
        all(given.get(name) == value for name, value in CLIENT.items())
        and given.get("redirect_uri") == asked["redirect_uri"]
        and asked.get("code_challenge", challenge) == challenge
    )


def handler_of(provider):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path, _, query = self.path.partition("?")
            if path in provider.odd:
                self.answer(*provider.odd[path])
            elif path in AUTHORIZE:
                page = '<form method="post"><button>Allow</button></form>'
                self.answer(200, page, "text/html")
            elif path == "/.well-known/openid-configuration":
                self.answer(200, provider.configuration())
            elif path == "/jwks":
                self.answer(200, provider.jwks())
            elif self.token() not in provider.tokens:
                self.answer(401, {"error": "invalid_token"})
            else:
                self.answer(200, provider.about(path))

        def do_POST(self):
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            if parts.path in provider.odd:
                self.answer(*provider.odd[parts.path])
            elif parts.path in AUTHORIZE:
                target = provider.authorize(dict(parse_qsl(parts.query)))
                self.send_response(303)
                self.send_header("Location", target)
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif parts.path in TOKEN or parts.path == "/site/oauth2/access_token":
                given = {name: one[0] for name, one in parse_qs(body).items()}
                self.answer(*provider.redeem(given))
            else:
                self.answer(404, {})

        def token(self):
            return self.headers.get("Authorization", "").rpartition(" ")[2]

        def answer(self, status, content, kind="application/json"):
            text = content if isinstance(content, str) else json.dumps(content)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *args):
            pass

    return Handler
