"""`/token`: who gets a registry token, and for what."""

import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import jwt
import pytest
from django.utils import timezone

from hub.accounts import access_tokens, docker_logins
from hub.accounts import services as accounts
from hub.accounts.models import AccessToken, DockerLogin, Scope
from hub.events.record import THE_HUB
from hub.limits.models import Counter
from tests.registry_api.wire import Answer, basic_value
from tests.world import PASSWORD

FORM = "application/x-www-form-urlencoded"
APP = "repository:alice/app:pull,push,delete"
NOTES = "repository:alice/notes:pull,push,delete"


def claims(answer: Answer):
    _, payload, _ = answer.json["token"].split(".")
    return json.loads(urlsafe_b64decode(payload + "=="))


def granted(answer, name="alice/app"):
    """The actions under one name; None where the token does not name it."""
    assert answer.status == 200, answer
    entries = {entry["name"]: entry["actions"] for entry in claims(answer)["access"]}
    return entries.get(name)


def post(registry, **form):
    return registry.plain("POST", "/token", urlencode(form).encode(), content_type=FORM)


def with_password(registry, name="alice", password=PASSWORD, **form):
    form = {"service": "berth-registry", "client_id": "containerd-client"} | form
    return post(
        registry, grant_type="password", username=name, password=password, **form
    )


def refreshed(registry, secret, **form):
    return post(registry, grant_type="refresh_token", refresh_token=secret, **form)


def access_token(user, scope=Scope.ADMIN, **options):
    return access_tokens.create_access_token(
        user=user, label="ci", scope=scope, **options
    )


def is_let_in(registry, secret):
    return refreshed(registry(), secret, scope=APP).status == 200


@pytest.fixture
def login(world, registry):
    """The secret that `docker login` with Alice's password keeps."""
    return registry("alice").log_in(offline_token="true").json["refresh_token"]


# Refusals


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("alice", "wrong"),
        ("alice", ""),
        ("nobody-at-all", PASSWORD),
        ("", PASSWORD),
        ("bob", "berth_pat_made-up"),
        ("alice\x00", PASSWORD),
        ("alice", PASSWORD + "\x00"),
        ("x" * 10_000, "y" * 10_000),
        ("älice", "pässword"),
        ("10" * 15, "10" * 15),
    ],
)
def test_it_refuses_wrong_credentials(world, registry, name, secret):
    by_get = registry().plain("GET", "/token", authorization=basic_value(name, secret))
    by_post = with_password(registry(), name, secret)

    assert (by_get.status, by_get.codes) == (401, ["UNAUTHORIZED"])
    assert by_get.message == "incorrect username or password"
    assert (by_post.status, by_post.body) == (401, by_get.body)


@pytest.mark.parametrize("value", ["Basic Og", "Basic !", "Basic /w==", "Basic w7/Dvw"])
def test_it_refuses_basic_that_cannot_be_read(nobody, value):
    assert nobody.plain("GET", "/token", authorization=value).status == 401


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"grant_type": "client_credentials"},
        {"grant_type": "\x00"},
        {"grant_type": "password" * 100},
        {"username": "alice", "password": PASSWORD},
    ],
)
def test_it_refuses_another_grant_type(nobody, form):
    answer = post(nobody, **form)

    assert (answer.status, answer.codes) == (400, ["UNSUPPORTED"])


def test_it_refuses_a_refresh_token_nobody_has(world, registry):
    for secret in ("", "made-up", "\x00", "berth_ref_" + "x" * 1000, PASSWORD):
        answer = refreshed(registry(), secret)

        assert (answer.status, answer.codes) == (401, ["UNAUTHORIZED"])


def test_it_refuses_a_form_that_is_no_form(nobody):
    for body in (b"\xff\xfe", b"{}", b"=&=&=", b"%00=%00", b"grant_type"):
        assert nobody.plain("POST", "/token", body, content_type=FORM).status == 400


def test_it_refuses_a_form_of_a_thousand_fields(nobody):
    body = "&".join(f"scope={n}" for n in range(1000)).encode()

    by_post = nobody.plain("POST", "/token", body, content_type=FORM)
    by_get = nobody.plain("GET", f"/token?{body.decode()}"[:4000])

    assert (by_post.status, by_get.status) == (400, 400)


@pytest.mark.parametrize("size", [70_000, 20_000_000])
def test_it_refuses_a_form_of_megabytes(nobody, size):
    in_one = nobody.plain("POST", "/token", b"a" * size)
    in_chunks = nobody.plain("POST", "/token", [b"a" * size])

    assert (in_one.status, in_one.codes) == (413, ["SIZE_INVALID"])
    assert (in_chunks.status, in_chunks.codes) == (413, ["SIZE_INVALID"])


def test_it_lets_in_no_access_token_under_another_name(world, registry):
    _, secret = access_token(world.alice)

    assert registry("bob", secret=secret).log_in().status == 401


def test_it_lets_in_no_expired_access_token(world, registry):
    token, secret = access_token(world.alice, expires_in=timedelta(hours=1))
    AccessToken.objects.filter(pk=token.pk).update(expires_at=timezone.now())

    assert registry("alice", secret=secret).log_in().status == 401


def test_it_lets_in_no_revoked_access_token(world, registry):
    token, secret = access_token(world.alice)
    access_tokens.revoke_access_token(token=token, by=THE_HUB)

    assert registry("alice", secret=secret).log_in().status == 401


def test_it_lets_in_nobody_who_is_suspended(world, registry):
    _, secret = access_token(world.alice)
    accounts.deactivate(user=world.alice, by=THE_HUB)

    assert registry("alice").log_in().status == 401
    assert registry("alice", secret=secret).log_in().status == 401


# What is granted


@pytest.mark.parametrize("headers", [{}, {"authorization": "Basic Og=="}])
def test_nobody_in_particular_gets_a_token_for_what_is_public(world, registry, headers):
    path = f"/token?{urlencode([('scope', APP), ('scope', NOTES)])}"

    answer = registry().plain("GET", path, **headers)

    assert granted(answer) == ["pull"]
    assert granted(answer, "alice/notes") == []
    assert claims(answer)["sub"] == ""


@pytest.mark.parametrize(
    ("scope", "on_app", "on_notes", "on_new"),
    [
        (
            None,
            ["delete", "pull", "push"],
            ["delete", "pull", "push"],
            ["delete", "pull", "push"],
        ),
        (
            Scope.ADMIN,
            ["delete", "pull", "push"],
            ["delete", "pull", "push"],
            ["delete", "pull", "push"],
        ),
        (Scope.WRITE, ["pull", "push"], ["pull", "push"], ["pull", "push"]),
        (Scope.READ, ["pull"], ["pull"], ["pull"]),
        (Scope.PUBLIC_READ, ["pull"], [], []),
    ],
)
def test_the_credential_is_a_ceiling(world, registry, scope, on_app, on_notes, on_new):
    secret = access_token(world.alice, scope)[1] if scope else PASSWORD

    answer = registry("alice", secret=secret).log_in(
        APP, NOTES, "repository:alice/new:pull,push,delete"
    )

    assert granted(answer) == on_app
    assert granted(answer, "alice/notes") == on_notes
    assert granted(answer, "alice/new") == on_new


@pytest.mark.parametrize(
    ("name", "on_app", "on_notes"),
    [("bob", ["pull", "push"], ["pull", "push"]), ("charlie", ["pull"], [])],
)
def test_the_role_is_a_ceiling(world, registry, name, on_app, on_notes):
    answer = registry(name).log_in(APP, NOTES)

    assert granted(answer) == on_app
    assert granted(answer, "alice/notes") == on_notes


def test_it_grants_only_what_was_asked(world, registry):
    assert granted(registry("alice").log_in("repository:alice/app:pull")) == ["pull"]
    assert granted(registry("alice").log_in()) is None


def test_private_and_missing_are_granted_alike(world, registry):
    private = registry("charlie").log_in(NOTES)
    missing = registry("charlie").log_in("repository:alice/gone:pull,push,delete")

    assert granted(private, "alice/notes") == granted(missing, "alice/gone") == []
    assert private.json["scope"] == missing.json["scope"] == ""


@pytest.mark.parametrize(
    "scopes",
    [
        ["repository:alice/app:pull", "repository:alice/app:push"],
        ["repository:alice/app:pull repository:alice/app:pull,push"],
        ["repository(plugin):alice/app:push,pull,sing"],
        ["  repository:alice/app:pull,push   hopeless :: repository:A/B:pull x:y:z "],
        [
            "repository:alice/app:pull,push",
            "repository:\x00:pull",
            "repository:" + "9" * 30,
        ],
    ],
)
def test_it_unites_what_was_asked_and_drops_what_it_does_not_know(
    world, registry, scopes
):
    assert granted(registry("alice").log_in(*scopes)) == ["pull", "push"]


def test_it_grants_everything_under_a_star_to_who_may_delete(world, registry):
    scope = "repository:alice/app:*"

    assert granted(registry("alice").log_in(scope)) == ["*"]
    assert granted(registry("bob").log_in(scope)) == []


def test_it_grants_under_one_name_for_an_official_image(world, registry):
    answer = registry().log_in("repository:nginx:pull", "repository:library/nginx:push")

    assert granted(answer, "library/nginx") == []


def test_it_grants_the_catalog_to_anybody(world, registry):
    answer = registry().log_in("registry:catalog:*")

    assert granted(answer, "catalog") == ["*"]


def test_it_names_at_most_64_resources(world, registry):
    scopes = " ".join(f"repository:a{n}/b:pull" for n in range(150))

    answer = with_password(registry(), scope=scopes)

    assert len(claims(answer)["access"]) == 64


def test_a_token_for_much_still_fits_a_header(world, registry):
    names = [f"repository:alice/{'n' * 40}{n}:pull,push" for n in range(20)]
    caller = registry("alice")

    token = caller.token(*names, "x:" + "y" * 1000 + ":pull")

    assert caller("GET", "/v2/", token=token).status == 200
    assert len(token) < 8000


# How it is answered


def test_the_answer_has_what_old_and_new_clients_read(world, registry):
    before = datetime.now(UTC).replace(microsecond=0)

    answer = registry("alice").log_in(
        APP, service="berth-registry", account="alice", client_id="docker"
    )

    body = answer.json
    assert body["token"] == body["access_token"]
    assert body["expires_in"] == 300
    assert before <= datetime.fromisoformat(body["issued_at"]) <= datetime.now(UTC)
    assert body["scope"] == "repository:alice/app:delete,pull,push"
    assert "refresh_token" not in body
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_token_lives_five_minutes_and_names_its_key(world, registry):
    answer = registry("alice").log_in(APP)

    body, header = claims(answer), jwt.get_unverified_header(answer.json["token"])
    assert body["exp"] - body["iat"] == 300
    assert body["sub"] == "alice"
    assert (header["alg"], bool(header["kid"])) == ("ES256", True)


def test_the_published_keys_verify_it(world, registry):
    token = registry("alice").token(APP)

    keys = jwt.PyJWKSet.from_dict(
        registry().plain("GET", "/.well-known/jwks.json").json
    )
    key = keys[jwt.get_unverified_header(token)["kid"]]
    body = jwt.decode(token, key, algorithms=["ES256"], audience="berth-registry")

    assert body["access"][0]["name"] == "alice/app"


def test_the_published_keys_are_public_only(nobody):
    for key in nobody.plain("GET", "/.well-known/jwks.json").json["keys"]:
        assert sorted(key) == ["alg", "crv", "kid", "kty", "use", "x", "y"]


def test_a_password_is_taken_by_post(world, registry):
    answer = with_password(registry(), scope=f"{APP} {NOTES}")

    assert granted(answer) == ["delete", "pull", "push"]
    assert answer.json["scope"] == (
        "repository:alice/app:delete,pull,push repository:alice/notes:delete,pull,push"
    )
    assert "refresh_token" not in answer.json


def test_a_form_may_come_in_chunks(world, registry):
    form = urlencode(
        {"grant_type": "password", "username": "alice", "password": PASSWORD}
    )

    answer = registry().plain(
        "POST",
        "/token",
        [form[:20].encode(), form[20:].encode()],
        content_type=f"{FORM}; charset=utf-8",
    )

    assert answer.status == 200


def test_a_form_may_repeat_its_scope(world, registry):
    form = [("grant_type", "password"), ("username", "alice"), ("password", PASSWORD)]
    body = urlencode([*form, ("scope", APP), ("scope", NOTES)]).encode()

    answer = registry().plain("POST", "/token", body, content_type=FORM)

    assert granted(answer, "alice/notes") == ["delete", "pull", "push"]


@pytest.mark.parametrize(
    "name", ["ALICE", " alice", "alice@mail.example", "Alice@Mail.Example"]
)
def test_a_name_is_taken_in_any_case_and_as_an_address(world, registry, name):
    assert claims(registry(name).log_in())["sub"] == "alice"


@pytest.mark.parametrize(
    "password", ["with:colons:in:it", "pässwörd-schön-lang", " spaces around "]
)
def test_a_password_may_have_any_characters(world, registry, password):
    accounts.set_password(user=world.alice, password=password, by=THE_HUB)

    assert registry("alice", secret=password).log_in().status == 200
    assert with_password(registry(), password=password).status == 200


@pytest.mark.parametrize("path", ["/token", "/token/"])
def test_it_needs_no_slash(nobody, path):
    assert nobody.plain("GET", path).status == 200


# Wrong passwords are counted


def failures():
    """Of accounts, whatever they are called."""
    return sum(
        Counter.objects.filter(key__startswith="sign-in:account").values_list(
            "count", flat=True
        )
    )


def test_post_and_then_get_with_one_wrong_password_count_once(world, registry):
    with_password(registry(), password="wrong")
    registry("alice", secret="wrong").log_in()

    assert failures() == 1


def test_two_wrong_passwords_count_twice(world, registry):
    registry("alice", secret="wrong").log_in()
    registry("alice", secret="also wrong").log_in()

    assert failures() == 2


def test_too_many_wrong_passwords_are_429_and_say_how_long(world, registry):
    for number in range(10):
        assert registry("alice", secret=f"wrong {number}").log_in().status == 401

    for refused in (registry("alice").log_in(), with_password(registry())):
        assert (refused.status, refused.codes) == (429, ["TOOMANYREQUESTS"])
        assert 0 < int(refused.headers["Retry-After"]) <= 900
        assert "Too many tries" in refused.message


def test_too_many_wrong_passwords_are_429_at_the_registry_too(world, registry):
    for number in range(10):
        registry()("GET", "/v2/", basic=("alice", f"wrong {number}"))

    refused = registry()("GET", "/v2/", basic=("alice", PASSWORD))

    assert (refused.status, bool(refused.headers["Retry-After"])) == (429, True)


def test_too_many_wrong_passwords_of_one_account_are_no_matter_to_another(
    world, registry
):
    for number in range(10):
        registry("alice", secret=f"wrong {number}").log_in()

    assert registry("bob").log_in().status == 200


# Docker logins


def test_a_refresh_token_comes_only_when_it_is_asked_for(world, registry):
    alice = registry("alice")

    assert "refresh_token" in alice.log_in(offline_token="true").json
    assert "refresh_token" in with_password(alice, access_type="offline").json
    assert "refresh_token" not in alice.log_in(offline_token="false").json
    assert "refresh_token" not in with_password(alice, access_type="online").json


def test_nobody_in_particular_gets_no_refresh_token(nobody):
    assert "refresh_token" not in nobody.log_in(offline_token="true").json


def test_a_refresh_token_gets_tokens(login, registry):
    answer = refreshed(registry(), login, service="berth-registry", scope=APP)

    assert granted(answer) == ["delete", "pull", "push"]
    assert claims(answer)["cred"].startswith("login:")


def test_a_refresh_token_is_taken_as_a_password_of_get_too(login, registry):
    for name in ("alice", "<token>"):
        assert granted(registry(name, secret=login).log_in(APP)) == [
            "delete",
            "pull",
            "push",
        ]


def test_a_refresh_token_gets_no_further_refresh_token(login, registry):
    assert refreshed(registry(), login, access_type="offline").json.get(
        "refresh_token"
    ) in (None, login)
    assert (
        "refresh_token"
        not in registry("alice", secret=login).log_in(offline_token="true").json
    )
    assert DockerLogin.objects.count() == 1


def test_a_refresh_token_inherits_the_ceiling(world, registry):
    _, secret = access_token(world.alice, Scope.READ)
    login = (
        registry("alice", secret=secret)
        .log_in(offline_token="true")
        .json["refresh_token"]
    )

    assert granted(refreshed(registry(), login, scope=APP)) == ["pull"]


def test_a_refresh_token_dies_with_its_access_token(world, registry):
    token, secret = access_token(world.alice)
    login = (
        registry("alice", secret=secret)
        .log_in(offline_token="true")
        .json["refresh_token"]
    )
    assert is_let_in(registry, login)

    access_tokens.revoke_access_token(token=token, by=THE_HUB)

    assert not is_let_in(registry, login)


def test_a_refresh_token_expires_with_its_access_token(world, registry):
    token, secret = access_token(world.alice, expires_in=timedelta(hours=1))
    login = (
        registry("alice", secret=secret)
        .log_in(offline_token="true")
        .json["refresh_token"]
    )
    assert is_let_in(registry, login)

    AccessToken.objects.filter(pk=token.pk).update(expires_at=timezone.now())

    assert not is_let_in(registry, login)


def test_a_refresh_token_dies_with_the_password(world, login, registry):
    assert is_let_in(registry, login)

    accounts.set_password(user=world.alice, password="another-ferry-8", by=THE_HUB)

    assert not is_let_in(registry, login)


def test_a_refresh_token_dies_when_its_person_is_suspended(world, login, registry):
    accounts.deactivate(user=world.alice, by=THE_HUB)
    assert not is_let_in(registry, login)

    accounts.activate(user=world.alice, by=THE_HUB)

    assert not is_let_in(registry, login)


def test_a_refresh_token_dies_when_nobody_uses_it(login, registry):
    DockerLogin.objects.update(last_used_at=timezone.now() - timedelta(days=91))

    assert not is_let_in(registry, login)


def test_a_revoked_refresh_token_is_refused(world, login, registry):
    docker_logins.revoke_docker_login(login=DockerLogin.objects.get(), by=THE_HUB)

    assert not is_let_in(registry, login)


def test_the_secret_of_a_login_is_not_stored(login):
    stored = bytes(DockerLogin.objects.get().secret_sha256)

    assert login.encode() not in stored
    assert len(stored) == 32


def test_a_login_is_listed_with_where_it_came_from(world, registry):
    registry("alice").plain(
        "GET",
        "/token?offline_token=true",
        authorization=basic_value("alice", PASSWORD),
        user_agent="docker/28.2",
    )

    login = DockerLogin.objects.get()

    assert (login.user, login.last_used_address) == (world.alice, "127.0.0.1")
    assert login.last_used_client == "docker/28.2"
