"""A device that keeps a passkey, as far as a browser shows it to the hub."""

import hashlib
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
)

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Device:
    def __init__(self, site="testserver", origin="https://testserver"):
        self.site, self.origin = site, origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = b"device " + origin.encode()
        self.flags = PRESENT | VERIFIED

    def create(self, question):
        """The answer to the question for a new passkey, as the form sends it."""
        self.handle = question["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        seen = self.seen(self.flags | ATTESTED, credential)
        told = self.told("webauthn.create", question)
        made = AttestationObject.create("none", seen, {})
        return self.answer(told, attestationObject=websafe_encode(bytes(made)))

    def get(self, question, **others):
        seen, told = self.seen(self.flags), self.told("webauthn.get", question)
        signed = bytes(seen) + hashlib.sha256(told).digest()
        parts = {
            "authenticatorData": websafe_encode(bytes(seen)),
            "signature": websafe_encode(
                self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
            ),
            "userHandle": self.handle,
        }
        return self.answer(told, **(parts | others))

    def seen(self, flags, credential=b""):
        site = hashlib.sha256(self.site.encode()).digest()
        return AuthenticatorData.create(site, flags, 0, credential)

    def told(self, kind, question):
        told = {"type": kind, "challenge": question["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def answer(self, told, **parts):
        name = websafe_encode(self.id)
        response = {"clientDataJSON": websafe_encode(told)} | parts
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response}
        )
