"""An access token of an organisation at the registry: a name and a secret like any other, and nobody's role."""

import pytest

from hub.accounts import access_tokens, organisation_tokens
from hub.accounts.models import AccessToken, DockerLogin, Scope
from hub.content.models import Tag
from hub.events.models import Event
from hub.namespaces import services as namespaces
from hub.repositories import services
from tests.images import image
from tests.world import by

ONE, TWO = image("one"), image("two")


@pytest.fixture
def speak(world, harbour, registry):
    """`speak("harbour/ledger")`: with a token of the organisation that Alice made."""

    def speak(*patterns, scope=Scope.ADMIN, **limits):
        _, secret = organisation_tokens.create(
            organisation=harbour.organisation,
            label="ci",
            scope=scope,
            repositories=patterns or ["harbour/*"],
            by=by(world.alice),
            **limits,
        )
        return registry("harbour", secret=secret)

    return speak


def test_it_pushes_and_makes_repositories(speak):
    ci = speak()

    ci.push("harbour/ledger", ONE, tag="1.0")
    ci.push("harbour/web", ONE, tag="1.0")

    assert ci("GET", "/v2/harbour/ledger/manifests/1.0").status == 200
    pushed = Event.objects.get(kind="tag.push", repository="harbour/web")
    assert (pushed.actor, pushed.data["token"]) == (None, "ci")
    assert Tag.objects.filter(pushed_by=None).count() == 2


def test_it_makes_no_more_private_ones_than_the_allowance(speak, world, harbour):
    namespaces.set_push_visibility(
        namespace=harbour.organisation, is_private=True, by=by(world.alice)
    )

    refused = speak()("POST", "/v2/harbour/web/blobs/uploads/")

    assert (refused.status, refused.codes) == (403, ["DENIED"])
    assert "harbour has used 1 of 1" in refused.message


def test_it_makes_none_where_its_patterns_do_not_reach(speak):
    refused = speak("harbour/web-*")("POST", "/v2/harbour/other/blobs/uploads/")

    assert refused.status == 401
    assert "harbour may not push to harbour/other" in refused.challenge
    assert "Ask its owners for an access token" in refused.challenge


def test_the_archive_is_shut_to_it(speak, world, harbour):
    services.archive(repository=harbour.ledger, by=by(world.alice))

    assert speak()("POST", "/v2/harbour/ledger/blobs/uploads/").status == 403


def test_one_for_new_tags_moves_none(speak):
    ci = speak(withheld=["move"])
    ci.push("harbour/ledger", ONE, tag="1.0")
    ci.push("harbour/ledger", TWO, tag="2.0")

    moved = ci("PUT", "/v2/harbour/ledger/manifests/1.0", TWO.manifest)

    assert moved.status == 403


def test_a_suspended_organisation_opens_nothing(speak, world, harbour):
    ci = speak()
    ci.push("harbour/ledger", ONE, tag="1.0")
    path = "/v2/harbour/ledger/manifests/1.0"
    assert ci("GET", path).status == 200

    namespaces.deactivate(namespace=harbour.organisation, by=by(world.alice))

    assert ci("GET", path).status == 401
    assert ci.log_in("registry:catalog:*").status == 401
    assert ci("GET", path, basic=("harbour", ci.secret)).status == 401


def test_it_is_taken_as_basic_and_refused_once_revoked(speak, world):
    ci = speak(scope=Scope.READ)
    path, basic = "/v2/harbour/ledger/tags/list", ("harbour", ci.secret)
    assert ci("GET", path, basic=basic).status == 200
    assert AccessToken.objects.get().last_used_at

    access_tokens.revoke_access_token(
        token=AccessToken.objects.get(), by=by(world.alice)
    )

    assert ci("GET", path, basic=basic).status == 401
    assert ci.log_in("repository:harbour/ledger:pull").status == 401


def test_docker_is_given_no_login_for_it(speak):
    ci = speak()

    answer = ci.log_in("repository:harbour/ledger:pull", offline_token="true")

    assert answer.status == 200
    assert "refresh_token" not in answer.json
    assert not DockerLogin.objects.exists()


def test_its_pulls_count_for_the_organisation(speak, registry, start_hub):
    ci = speak()
    ci.push("harbour/ledger", ONE, tag="1.0")
    limited = start_hub(HUB_PULL_LIMIT_USER="2/6h")

    one = registry("harbour", secret=ci.secret, hub=limited)
    other = registry("harbour", secret=speak().secret, hub=limited)
    first = one("GET", "/v2/harbour/ledger/manifests/1.0")
    second = other("GET", "/v2/harbour/ledger/manifests/1.0")

    assert first.headers["docker-ratelimit-source"] == "harbour"
    left = [a.headers["ratelimit-remaining"].partition(";")[0] for a in (first, second)]
    assert left == ["1", "0"]
