"""One tag: the layers that came with its base, and those that were added."""

import pytest

from hub.content import bases, inspection, tags
from hub.namespaces.models import Namespace
from hub.repositories.models import Repository
from tests.images import image, index, push
from tests.web.reading import read
from tests.world import by, repository

TAG = "/alice/app/tags/1.0/"
BASE, OWN = [b"b" * 750], [b"o" * 250]
SYSTEM = {"created_by": "# system.sh"}
SHELL = {"created_by": 'CMD ["sh"]', "empty_layer": True}
BUILT = {"history": [SYSTEM, SHELL, {"created_by": "COPY app /"}]}


def base(**options):
    return image("base", layers=BASE, config={"history": [SYSTEM, SHELL]}, **options)


def built(**options):
    return image("app", layers=BASE + OWN, config=BUILT, **options)


@pytest.fixture
def system(world):
    """bob/system:12, a base in a repository of somebody else."""
    found = repository("bob/system")
    push(found, index(base()), tag="12", by=by(world.bob))
    return found


def page(client, world, pushed):
    push(world.app, pushed, tag="1.0", by=by(world.alice))
    return read(client, TAG)


def test_a_base_that_the_reader_may_not_know_of_is_not_named(client, world, system):
    system.is_private = True
    system.save()

    text = page(client, world, built()).text

    assert "bob" not in text
    assert "Added by this image" not in text


def test_an_earlier_version_of_itself_is_no_base(client, world):
    push(world.app, base(), tag="0.9", by=by(world.alice))

    assert "Added by this image" not in page(client, world, built()).text


def test_the_same_layers_in_another_order_are_no_base(client, world, system):
    other = image("app", layers=OWN + BASE)

    assert "Added by this image" not in page(client, world, other).text


def strangers_copy(world):
    """Of what the next version of alice/app begins with, as everybody could see in the last."""
    last = image("app", layers=BASE + OWN, config={"version": "0.9"})
    push(world.app, last, tag="0.9", by=by(world.alice))
    copy = repository("bob/ad")
    push(copy, base(), tag="buy-now", by=by(world.bob))
    return copy


def test_a_stranger_who_copied_its_first_layers_is_no_base(client, world):
    strangers_copy(world)

    text = page(client, world, built()).text

    assert "bob" not in text
    assert "Added by this image" not in text


def test_a_verified_publisher_is_one_whoever_had_the_layers_first(client, world):
    copy = strangers_copy(world)
    Namespace.objects.filter(pk=copy.namespace_id).update(is_verified=True)

    assert "From bob/ad:buy-now" in page(client, world, built()).text


def test_layers_of_the_base_stand_apart(client, world, system):
    found = page(client, world, built())

    assert "/bob/system/tags/12/" in found.links
    assert "From bob/system:12 1 layer, 750 B" in found.text
    assert "Added by this image 1 layer, 250 B" in found.text
    # Its own last words are the base's too.
    shell, added = found.text.index('CMD ["sh"]'), found.text.index("Added by")
    assert shell < added < found.text.index("COPY app /")


def test_of_an_index_the_base_is_of_the_same_platform(client, world, system):
    found = page(client, world, index(built()))

    assert "/bob/system/tags/12/?platform=linux/amd64" in found.links


def test_a_base_without_a_tag_is_named_by_its_digest(client, world, system):
    tags.delete(repository=system, name="12", by=by(world.bob))

    found = page(client, world, built())

    assert f"/bob/system/manifests/{base().digest}/" in found.links


def test_what_shares_more_is_the_base(client, world, system):
    between = repository("bob/between")
    more = image("more", layers=[*BASE, b"m"])
    push(between, more, tag="1", by=by(world.bob))

    text = page(client, world, image("app", layers=[*BASE, b"m", *OWN])).text

    assert "From bob/between:1 2 layers, 751 B" in text


def test_what_its_builder_names_is_the_base(client, world, system):
    push(
        repository("bob/between"), image("more", layers=[*BASE, b"m"]), by=by(world.bob)
    )
    said = {"org.opencontainers.image.base.digest": index(base()).digest}
    own = image("app", layers=[*BASE, b"m", *OWN], annotations=said)

    assert "From bob/system:12" in page(client, world, own).text


def test_a_base_that_is_not_here_is_told_as_it_was_said(client, world):
    said = {"org.opencontainers.image.base.name": "docker.io/library/debian:12"}

    text = page(client, world, index(built(), annotations=said)).text

    assert "Built on docker.io/library/debian:12 , as its annotations say." in text
    assert "Added by this image" not in text


@pytest.mark.one_pair
def test_it_is_found_by_an_index(client, world, system):
    push(world.app, built(), tag="1.0", by=by(world.alice))
    image = inspection.inspect(world.app.manifests.get())
    chains = bases.chains_of(image)

    found = bases.candidates(image, chains, Repository.objects.existing())

    assert found.count() == 1
    assert "manifest_layer_chain" in found.explain()


def test_it_asks_a_fixed_number_of_questions(
    client, world, system, django_assert_num_queries
):
    for number in range(3):
        copy = repository(f"bob/copy-{number}")
        push(copy, base(), tag="12", by=by(world.bob))
    push(world.app, index(built()), tag="1.0", by=by(world.alice))

    with django_assert_num_queries(18):
        client.get(TAG)
