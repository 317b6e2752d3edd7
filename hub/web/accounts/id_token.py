"""What an OpenID Connect provider signs: OpenID Connect Core 1.0, 3.1.3.7."""

import jwt

SYMMETRIC = {"HS256", "HS384", "HS512"}
ASYMMETRIC = {
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
}
CLOCKS_DIFFER = 60  # seconds


def verified(text, *, issuer, client_id, secret, fetch_keys) -> dict:
    """Its claims; raises ValueError. The provider's keys are fetched only where it signs with one."""
    try:
        header = jwt.get_unverified_header(text)
        key = key_for(header, secret, fetch_keys)
        return jwt.decode(
            text,
            key=key,
            algorithms=[header["alg"]],
            audience=client_id,
            issuer=issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": ["iss", "sub", "aud", "exp"]},
        )
    except (jwt.PyJWTError, TypeError, LookupError) as error:
        raise ValueError(str(error)) from error


def key_for(header, secret, fetch_keys):
    algorithm = header["alg"]
    if algorithm in SYMMETRIC:
        return secret
    if algorithm not in ASYMMETRIC:
        raise ValueError(algorithm)
    keys = jwt.PyJWKSet.from_dict(fetch_keys()).keys
    # Whoever has one key need not name it.
    name = header.get("kid")
    named = [one for one in keys if name is None or one.key_id == name]
    if not named or (name is None and len(named) > 1):
        raise ValueError(f"no key {name}")
    return named[0].key
