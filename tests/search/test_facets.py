"""Narrowing what was found, and how many there are of each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.access import actors, policy
from hub.content import restoring, tags
from hub.events.dispatch import dispatch
from hub.events.record import THE_HUB
from hub.namespaces import services
from hub.repositories import categories, transfers
from hub.repositories.models import Category, Repository
from hub.search import find, traits
from hub.search.facets import Facet
from hub.search.models import Traits
from tests.artifacts import OTHERS
from tests.images import image, index, push
from tests.world import by, repository

BOTH = ["linux/amd64", "linux/arm64/v8"]


@pytest.fixture
def harbour(world):
    """alice/app: two platforms, official nginx: one, alice/chart, and alice/notes, which is private and for arm/v7."""
    alice = by(world.alice)
    categories.categorize(
        repository=world.app, by=alice, categories=[Category.WEB_SERVERS]
    )
    several = index(*(image(p, platform=p) for p in BOTH), attestations=1)
    push(world.app, several, tag="1.0", by=alice)
    push(repository("library/nginx"), image("n"), tag="1.0", by=alice)
    push(repository("alice/chart"), OTHERS["helm chart"][0], tag="1.0", by=alice)
    push(world.notes, image("v7", platform="linux/arm/v7"), tag="1.0", by=alice)
    dispatch()
    return world


def narrowed(actor=actors.ANONYMOUS, **chosen):
    chosen = {Facet(name): set(values) for name, values in chosen.items()}
    return find(policy.listed_repositories(actor), "", chosen)


def names(found):
    return sorted(row.full_name for row in found.repositories[:])


def test_counts_do_not_betray_what_is_private(harbour):
    stranger, alice = narrowed(), narrowed(actors.of_session(harbour.alice))

    assert stranger.counts[Facet.ARCHITECTURE] == {"amd64": 2, "arm64": 1}
    assert alice.counts[Facet.ARCHITECTURE] == {"amd64": 2, "arm64": 1, "arm/v7": 1}
    assert (stranger.total, alice.total) == (3, 4)


def test_the_private_is_not_found_by_its_facets(harbour):
    found = narrowed(architecture=["arm/v7"])

    assert (found.total, names(found)) == (0, [])


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"architecture": ["arm64"]}, ["alice/app"]),
        ({"architecture": ["arm64", "amd64"]}, ["alice/app", "library/nginx"]),
        ({"architecture": ["amd64"], "trust": ["official"]}, ["library/nginx"]),
        ({"architecture": ["arm64"], "trust": ["official"]}, []),
        ({"architecture": ["arm"]}, []),
        ({"os": ["linux"]}, ["alice/app", "library/nginx"]),
        ({"kind": ["chart"]}, ["alice/chart"]),
        ({"kind": ["artifact"]}, []),
        ({"category": ["web-servers"]}, ["alice/app"]),
    ],
)
def test_any_of_one_facet_and_all_of_several(harbour, chosen, found):
    result = narrowed(**chosen)

    assert names(result) == found
    assert result.total == len(found)


def test_a_facet_counts_with_the_others_and_without_itself(harbour):
    counts = narrowed(architecture=["arm64"]).counts

    assert counts[Facet.ARCHITECTURE] == {"amd64": 2, "arm64": 1}
    assert counts[Facet.KIND] == {"image": 1}
    assert Facet.TRUST not in counts


def test_it_narrows_by_age(harbour):
    old = timezone.now() - timedelta(days=100)
    Repository.objects.filter(full_name="alice/chart").update(pushed_at=old)

    found = narrowed(updated=["month"])

    assert names(found) == ["alice/app", "library/nginx"]
    assert found.counts[Facet.UPDATED] == {"week": 2, "month": 2, "year": 3}


def test_it_narrows_what_words_find(harbour):
    listed = policy.listed_repositories(actors.of_session(harbour.alice))

    found = find(listed, "ferry", {Facet.ARCHITECTURE: {"arm64"}})

    assert (found.total, names(found)) == (1, ["alice/app"])
    assert found.counts[Facet.ARCHITECTURE] == {"amd64": 1, "arm64": 1}


def test_it_asks_the_database_twice(harbour, django_assert_num_queries):
    with django_assert_num_queries(2):
        narrowed(architecture=["amd64"], updated=["year"])


def test_what_is_pushed_last_counts_and_what_is_untagged_no_more(harbour):
    tags.delete(repository=harbour.app, name="1.0", by=by(harbour.alice))
    push(harbour.app, image("w", platform="windows/amd64"), tag="2", by=by(harbour.bob))
    dispatch()

    assert names(narrowed(os=["windows"])) == ["alice/app"]
    assert names(narrowed(architecture=["arm64"])) == []


def test_a_platform_nobody_knows_is_no_facet(world):
    odd = image("odd", platform="plan9:x y/amd64:kind")
    push(world.app, odd, tag="1", by=by(world.alice))
    dispatch()

    assert Traits.objects.get(repository=world.app).text == " kind:image "


def test_a_repair_writes_what_is_missing_and_telling_twice_changes_nothing(harbour):
    before = set(Traits.objects.values_list("pk", "text"))
    Traits.objects.filter(repository=harbour.app).delete()

    assert traits.repair() == 1
    traits.refresh(harbour.app.pk)
    traits.refresh(10**9)

    assert set(Traits.objects.values_list("pk", "text")) == before


def test_many_tags_are_not_read_whole(world, monkeypatch):
    monkeypatch.setattr(traits, "TAGS_READ", 1)
    for tag, platform in (("1", "linux/s390x"), ("2", "linux/amd64")):
        push(world.app, image(tag, platform=platform), tag=tag, by=by(world.alice))

    traits.refresh(world.app.pk)

    assert "s390x" not in Traits.objects.get().text


def test_what_a_verified_publisher_has_is_narrowed_by_that_from_then_on(
    harbour, run_jobs
):
    alice = harbour.alice.namespace

    def verify(is_verified):
        services.set_verified(namespace=alice, is_verified=is_verified, by=THE_HUB)
        dispatch()
        run_jobs()
        return narrowed(trust=["verified"])

    found = verify(True)
    assert names(found) == ["alice/app", "alice/chart"]
    assert found.counts[Facet.TRUST] == {"verified": 2, "official": 1}
    assert names(verify(False)) == []


def test_what_leaves_the_official_images_is_official_no_more(harbour):
    nginx = Repository.objects.get(full_name="library/nginx")
    to, alice = harbour.alice.namespace, by(harbour.alice)
    transfers.transfer(repository=nginx, namespace=to, name="nginx", by=alice)
    dispatch()

    assert names(narrowed(trust=["official"])) == []


def test_a_tag_that_is_restored_counts_again(harbour):
    nginx = Repository.objects.get(full_name="library/nginx")
    digest, alice = nginx.manifests.get().digest, by(harbour.alice)
    tags.delete(repository=nginx, name="1.0", by=alice)
    dispatch()
    assert names(narrowed(kind=["image"])) == ["alice/app"]

    restoring.restore(repository=nginx, name="1.0", digest=digest, by=alice)
    dispatch()

    assert names(narrowed(kind=["image"])) == ["alice/app", "library/nginx"]
