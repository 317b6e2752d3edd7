"""Judging what an OpenID Connect provider signed."""

import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from hub.web.accounts import id_token

SECRET = "a-secret-that-is-long-enough-for-sha-256"
KEY = ec.generate_private_key(ec.SECP256R1())
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
RIGHT = {"iss": "https://sso.example", "aud": "berth", "sub": "7"}


def jwk(key, **more):
    algorithm = jwt.get_algorithm_by_name("ES256" if key is KEY else "RS256")
    return algorithm.to_jwk(key.public_key(), as_dict=True) | more


def signed(key=KEY, algorithm="ES256", headers=None, **claims):
    claims = RIGHT | {"exp": time.time() + 60} | claims
    return jwt.encode(claims, key, algorithm=algorithm, headers=headers)


def verified(text, *keys):
    return id_token.verified(
        text,
        issuer=RIGHT["iss"],
        client_id=RIGHT["aud"],
        secret=SECRET,
        fetch_keys=lambda: {"keys": list(keys or [jwk(KEY)])},
    )


@pytest.mark.parametrize(
    "text",
    [
        "no token",
        signed(aud="somebody-else"),
        signed(iss="https://evil.example"),
        signed(exp=time.time() - 3600),
        signed(key="", algorithm="none"),
        signed(key="not-the-secret-of-this-client-at-all", algorithm="HS256"),
        signed(key=OTHER, algorithm="RS256"),
        signed(headers={"kid": "another"}),
    ],
)
def test_it_refuses(text):
    with pytest.raises(ValueError):
        verified(text)


def test_it_refuses_an_unnamed_key_where_there_are_two():
    with pytest.raises(ValueError):
        verified(signed(), jwk(KEY, kid="one"), jwk(OTHER, kid="two"))


def test_the_key_is_found_by_its_name():
    text = signed(headers={"kid": "one"})

    assert verified(text, jwk(OTHER, kid="two"), jwk(KEY, kid="one"))["sub"] == "7"


def test_a_provider_with_one_key_need_not_name_it():
    assert verified(signed())["sub"] == "7"


def test_a_provider_may_sign_with_the_secret():
    assert verified(signed(key=SECRET, algorithm="HS256"))["sub"] == "7"
