"""`python -m bench.token_server PORT FOLDER`: signs whatever docker asks for, with the key in FOLDER. For loopback only."""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives import serialization

from bench.debian import token


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        asked = parse_qs(urlsplit(self.path).query).get("scope", [])
        self.answer([parsed(scope) for text in asked for scope in text.split()])

    def do_POST(self):
        # docker tries OAuth2 when it is told to log in, and falls back to GET.
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_error(404)

    def answer(self, access):
        signed = token(self.server.key, access)
        body = json.dumps({"token": signed, "expires_in": 300}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def parsed(scope):
    _, name, actions = scope.split(":")
    return name, actions.split(",")


def main(port, folder):
    server = ThreadingHTTPServer(("127.0.0.1", int(port)), Handler)
    pem = (Path(folder) / "key.pem").read_bytes()
    server.key = serialization.load_pem_private_key(pem, None)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
