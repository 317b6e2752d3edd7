"""Who is let in with which token, and what a refusal tells the client to ask for."""

import base64
import json
import time
from urllib.parse import urlencode

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from hub.access import keys
from hub.accounts import access_tokens
from hub.accounts import services as accounts
from hub.accounts.models import Scope
from hub.events.record import THE_HUB
from hub.namespaces import services as namespaces
from hub.repositories import services as repositories
from hub.repositories.models import Grant
from tests.images import image
from tests.services.processes import eventually
from tests.world import PASSWORD, by

TAGS = "/v2/alice/app/tags/list"
NOTES = "/v2/alice/notes/tags/list"
SCOPE = "repository:alice/app:pull"


def signed(registry, *, key=None, algorithm="ES256", kid=None, **changes):
    """A token like the hub's own, but for the changes; None takes a claim away."""
    claims = jwt.decode(registry.token(SCOPE), options={"verify_signature": False})
    claims |= changes
    for name in [name for name in changes if changes[name] is None]:
        del claims[name]
    ours = keys.ring.signing()
    headers = {"kid": ours.id if kid is None else kid}
    return jwt.encode(claims, key or ours.private, algorithm=algorithm, headers=headers)


def part(content):
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def is_refused(answer):
    return answer.status == 401 and 'error="invalid_token"' in answer.challenge


FORGED = {
    "nothing": lambda r: "",
    "garbage": lambda r: "garbage",
    "three dots": lambda r: "...",
    "a NUL": lambda r: "a.b.c%00",
    "20 KB": lambda r: "a" * 10_000 + "." + "b" * 10_000 + ".c",
    "JSON that is no object": lambda r: f"{part([])}.{part(7)}.{part('')}",
    "deep JSON": lambda r: (
        f"{part({'kid': 'x'})}.{part(json.loads('[' * 900 + ']' * 900))}.x"
    ),
    "no algorithm": lambda r: (
        f"{part({'alg': 'none', 'kid': keys.ring.signing().id})}.{r.token(SCOPE).split('.')[1]}."
    ),
    "no signature": lambda r: r.token(SCOPE).rpartition(".")[0] + ".",
    "a letter of the signature": lambda r: r.token(SCOPE)[:-5] + "AAAAA",
    "other claims": lambda r: other_claims(r.token(SCOPE)),
    "a secret for the public key": lambda r: with_public_key(r),
    "another key": lambda r: signed(r, key=ec.generate_private_key(ec.SECP256R1())),
    "another key by its name": lambda r: signed(r, kid="0123456789abcdef"),
    "no key's name": lambda r: signed(r, kid=""),
    "a number as name": lambda r: f"{part({'alg': 'ES256', 'kid': 7})}.{part({})}.x",
    "a list as name": lambda r: f"{part({'alg': 'ES256', 'kid': []})}.{part({})}.x",
    "the past": lambda r: signed(r, exp=int(time.time()) - 1),
    "no end": lambda r: signed(r, exp=None),
    "text as end": lambda r: signed(r, exp="tomorrow"),
    "the future": lambda r: signed(r, nbf=int(time.time()) + 60),
    "another registry": lambda r: signed(r, aud="other-registry"),
    "no registry": lambda r: signed(r, aud=None),
    "no actor": lambda r: signed(r, uid=None),
    "no grants": lambda r: signed(r, access=None),
    "another ceiling": lambda r: signed(r, ceil="repo:everything"),
    "another issuer": lambda r: signed(r, iss="somebody"),
}


def other_claims(token):
    header, claims, signature = token.split(".")
    content = json.loads(base64.urlsafe_b64decode(claims + "=="))
    return f"{header}.{part(content | {'uid': 1, 'sub': 'alice'})}.{signature}"


def with_public_key(registry):
    """HS256 with what everybody can read as the secret: a verifier that trusts `alg` takes it."""
    ours = keys.ring.signing()
    pem = ours.public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    claims = jwt.decode(registry.token(SCOPE), options={"verify_signature": False})
    hs256 = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    signing_input = f"{part({'alg': 'HS256', 'kid': ours.id})}.{part(claims)}"
    signature = hs256.sign(signing_input.encode(), pem)
    return (
        f"{signing_input}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
    )


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
def test_it_refuses_a_token_with(nobody, forge):
    value = f"Bearer {forge(nobody)}"

    for path in ("/v2/", TAGS, "/v2/_catalog", "/v1/search"):
        answer = nobody.plain("GET", path, authorization=value)

        assert answer.status == 401
        assert 'error="invalid_token"' in answer.challenge


@pytest.mark.parametrize("value", ["Negotiate x", "bearer", "Basic Og==", "x" * 9000])
def test_it_takes_other_credentials_for_none(nobody, value):
    answer = nobody.plain("GET", TAGS, authorization=value)

    assert answer.status == 401
    assert f'scope="{SCOPE}"' in answer.challenge or is_refused(answer)


def test_the_scheme_may_be_written_in_any_case(world, registry):
    token = registry().token(SCOPE)

    for scheme in ("bearer", "BEARER", "Bearer "):
        answer = registry().plain("GET", TAGS, authorization=f"{scheme} {token}")

        assert answer.status == 200


# Challenges


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", TAGS, "repository:alice/app:pull"),
        ("HEAD", "/v2/alice/app/manifests/1.0", "repository:alice/app:pull"),
        ("GET", "/v2/alice/app/blobs/sha256:1", "repository:alice/app:pull"),
        ("GET", "/v2/alice/app/referrers/sha256:1", "repository:alice/app:pull"),
        ("POST", "/v2/alice/app/blobs/uploads/", "repository:alice/app:pull,push"),
        ("PATCH", "/v2/alice/app/blobs/uploads/1", "repository:alice/app:pull,push"),
        ("PUT", "/v2/alice/app/manifests/1.0", "repository:alice/app:pull,push"),
        ("DELETE", "/v2/alice/app/blobs/uploads/1", "repository:alice/app:pull,push"),
        ("DELETE", "/v2/alice/app/manifests/1.0", "repository:alice/app:delete"),
        ("DELETE", "/v2/alice/app/blobs/sha256:1", "repository:alice/app:delete"),
        ("GET", "/v2/nginx/tags/list", "repository:library/nginx:pull"),
        ("GET", "/v2/_catalog", "registry:catalog:*"),
    ],
)
def test_a_challenge_asks_for_what_the_address_needs(nobody, method, path, scope):
    answer = nobody.plain(method, path)

    assert answer.status == 401
    assert answer.challenge.endswith(f'service="berth-registry",scope="{scope}"')


def test_a_token_for_less_is_insufficient(world, registry):
    alice = registry("alice")
    token = alice.token("repository:alice/app:pull", "repository:alice/new:push")

    for method, path in (
        ("PUT", "/v2/alice/app/manifests/1.0"),
        ("POST", "/v2/alice/app/blobs/uploads/"),
        ("DELETE", "/v2/alice/app/manifests/1.0"),
        ("GET", "/v2/alice/notes/tags/list"),
        ("GET", "/v2/_catalog"),
    ):
        answer = alice(method, path, token=token)

        assert (answer.status, answer.codes) == (401, ["UNAUTHORIZED"])
        assert 'error="insufficient_scope"' in answer.challenge


def test_push_alone_is_enough_to_push(world, registry):
    alice = registry("alice")
    token = alice.token("repository:alice/app:push")

    assert alice("POST", "/v2/alice/app/blobs/uploads/", token=token).status == 202


def test_a_refused_push_says_why_in_the_challenge(world, registry):
    answer = registry("charlie")("POST", "/v2/alice/app/blobs/uploads/")

    sentence = (
        "charlie may not push to alice/app with this login. "
        "Ask its owner, or use a name that begins with charlie/."
    )
    assert f'error_description="{sentence}"' in answer.challenge
    assert answer.message == sentence


def test_a_refused_pull_says_the_same_of_private_and_missing(world, registry):
    for name in ("charlie", ""):
        caller = registry(name)
        private, missing = (
            caller("GET", NOTES),
            caller("GET", "/v2/alice/gone1/tags/list"),
        )

        assert private.status == missing.status == 401
        assert private.challenge.replace("notes", "gone1") == missing.challenge
        assert private.body.replace(b"notes", b"gone1") == missing.body


# Basic straight away


def test_basic_is_taken_like_a_token_for_everything(world, registry):
    credentials = ("alice", PASSWORD)

    assert registry()("GET", "/v2/", basic=credentials).status == 200
    assert registry()("GET", NOTES, basic=credentials).status == 200
    assert registry()("GET", "/v2/_catalog", basic=credentials).status == 200
    uploads = "/v2/alice/notes/blobs/uploads/"
    assert registry()("POST", uploads, basic=credentials).status == 202


def test_basic_is_no_more_than_its_credential(world, registry):
    _, secret = access_tokens.create_access_token(
        user=world.alice, label="ci", scope=Scope.READ
    )

    assert registry()("GET", NOTES, basic=("alice", secret)).status == 200
    uploads = "/v2/alice/notes/blobs/uploads/"
    assert registry()("POST", uploads, basic=("alice", secret)).status == 401


def test_basic_that_is_wrong_is_challenged(world, registry):
    for path in ("/v2/", NOTES, "/v2/_catalog"):
        answer = registry()("GET", path, basic=("alice", "wrong"))

        assert is_refused(answer)
        assert answer.message == "incorrect username or password"


@pytest.mark.gunicorn
def test_basic_that_is_no_ascii_is_challenged(nobody):
    for path in ("/v2/", TAGS, "/v1/search?q=x"):
        assert is_refused(nobody.plain("GET", path, authorization=b"Basic \xe9"))


def test_basic_of_nobody_is_challenged_as_nobody(nobody):
    answer = nobody("GET", TAGS, basic=("", ""))

    assert answer.status == 401
    assert "error=" not in answer.challenge


# What acts at once


def test_suspension_acts_on_tokens_that_were_given_out(world, registry):
    alice = registry("alice")
    token = alice.token(SCOPE, "repository:alice/notes:pull", "registry:catalog:*")
    accounts.deactivate(user=world.alice, by=THE_HUB)

    for path in ("/v2/", TAGS, NOTES, "/v2/_catalog", "/v1/search"):
        assert is_refused(alice("GET", path, token=token)), path


def test_making_private_acts_on_tokens_that_were_given_out(world, registry):
    token = registry().token(SCOPE)
    assert registry()("GET", TAGS, token=token).status == 200
    accounts_allow_two(world)

    repositories.make_private(repository=world.app, by=by(world.alice))

    assert registry()("GET", TAGS, token=token).status == 401


def accounts_allow_two(world):
    namespaces.set_allowance(
        namespace=world.alice.namespace, private_repositories=2, by=THE_HUB
    )


def test_taking_a_role_away_acts_on_tokens_that_were_given_out(world, registry):
    bob = registry("bob")
    token = bob.token("repository:alice/notes:pull,push")
    assert bob("GET", NOTES, token=token).status == 200

    repositories.revoke(
        grant=Grant.objects.get(repository=world.notes), by=by(world.alice)
    )

    assert bob("GET", NOTES, token=token).status == 401
    assert bob("POST", "/v2/alice/notes/blobs/uploads/", token=token).status == 401


def test_deactivating_a_namespace_acts_on_tokens_that_were_given_out(world, registry):
    bob = registry("bob")
    token = bob.token(SCOPE)

    namespaces.deactivate(namespace=world.alice.namespace, by=THE_HUB)

    assert bob("GET", TAGS, token=token).status == 401


@pytest.mark.parametrize("name", ["alice/app", "alice/nothing"])
def test_whose_namespace_is_suspended_is_told_why(world, registry, name):
    callers = {who: registry(who) for who in ("alice", "bob")}
    for caller in callers.values():
        caller.token(f"repository:{name}:pull,push")
    namespaces.deactivate(
        namespace=world.alice.namespace, by=THE_HUB, reason="Malware."
    )

    for method, path in (("POST", "blobs/uploads/"), ("GET", "tags/list")):
        said = {
            who: caller(method, f"/v2/{name}/{path}").message
            for who, caller in callers.items()
        }

        assert (
            said["alice"]
            == "alice is suspended: Malware. Ask the people who run this hub."
        )
        assert "suspended" not in said["bob"]


def test_docker_is_told_why_its_login_opens_nothing(world, registry):
    alice = registry("alice")
    kept = alice.log_in(offline_token="true").json["refresh_token"]
    accounts.deactivate(user=world.alice, by=THE_HUB, reason="Spam")

    form = urlencode({"grant_type": "refresh_token", "refresh_token": kept}).encode()
    answers = [alice.log_in(), registry().plain("POST", "/token", form)]

    for answer in answers:
        assert answer.status == 401
        assert "This account is suspended: Spam." in answer.message


def test_a_reason_of_any_lines_and_letters_goes_into_the_challenge(world, registry):
    reason = 'Spam.\r\nX-Evil: 1\n"광고"'
    accounts.deactivate(user=world.alice, by=THE_HUB, reason=reason)

    answer = registry("alice")("GET", "/v2/", basic=("alice", PASSWORD))

    assert answer.status == 401
    assert "suspended: Spam. X-Evil: 1 '??'." in answer.challenge
    assert "X-Evil" not in answer.headers


def test_deleting_a_repository_acts_on_tokens_that_were_given_out(world, registry):
    bob = registry("bob")
    token = bob.token(SCOPE)

    repositories.delete(repository=world.app, by=by(world.alice))

    assert bob("GET", TAGS, token=token).status == 401


def test_revoking_an_access_token_gets_no_new_registry_token(world, registry):
    token, secret = access_tokens.create_access_token(
        user=world.alice, label="ci", scope=Scope.ADMIN
    )
    assert registry("alice", secret=secret).log_in().status == 200

    access_tokens.revoke_access_token(token=token, by=THE_HUB)

    assert registry("alice", secret=secret).log_in().status == 401
    assert is_refused(registry()("GET", NOTES, basic=("alice", secret)))


# Keys


def test_a_new_key_ends_no_token_and_no_login(world, registry):
    alice = registry("alice")
    before, login = (
        alice.token(SCOPE),
        alice.log_in(offline_token="true").json["refresh_token"],
    )
    keys.write_new()
    ring = keys.KeyRing()
    after = signed(alice, key=ring.signing().private, kid=ring.signing().id)

    assert ring.signing().id != key_of(before)
    eventually(lambda: alice("GET", TAGS, token=after).status == 200)
    assert alice("GET", TAGS, token=before).status == 200
    assert registry("alice", secret=login).log_in().status == 200


def test_keys_may_stand_in_the_environment(world, registry, start_hub):
    before = registry("alice").token(SCOPE)
    old = keys.KeyRing().verifying(key_of(before)).private
    both = pem(ec.generate_private_key(ec.SECP256R1())) + pem(old)

    other = registry("alice", hub=start_hub(HUB_SIGNING_KEYS=both))

    published = other.plain("GET", "/.well-known/jwks.json").json["keys"]
    assert [key["kid"] for key in published] == [
        key_of(other.token(SCOPE)),
        key_of(before),
    ]
    assert other("GET", TAGS, token=before).status == 200


def key_of(token):
    return jwt.get_unverified_header(token)["kid"]


def pem(key):
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def test_a_token_is_worth_nothing_for_what_came_after(world, registry):
    """A token that was given out before a repository existed says nothing of it."""
    alice = registry("alice")
    token = alice.token("repository:alice/later:pull")

    assert alice("GET", "/v2/alice/later/tags/list", token=token).status == 404
    alice.push("alice/later", image(), tag="1.0")
    assert alice("GET", "/v2/alice/later/tags/list", token=token).status == 200
