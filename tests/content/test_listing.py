import pytest

from hub.content import listing, ordering
from hub.content.ordering import Sort
from hub.oci.kinds import Kind
from hub.oci.manifests import Platform
from tests.artifacts import build_cache
from tests.images import artifact, image, index, push
from tests.world import by

AMD64 = Platform("linux", "amd64")
ARM64 = Platform("linux", "arm64", "v8")


@pytest.fixture
def app(world):
    """1.0 and 1.1-slim for one platform; 1.1, 1 and latest for two, with an attestation."""
    author = by(world.alice)
    push(world.app, image("old"), tag="1.0", by=author)
    both = index(
        image("new", layers=[b"n" * 900]),
        image("new arm", platform="linux/arm64/v8", layers=[b"a" * 50]),
        attestations=2,
    )
    for tag in ("1.1", "latest", "1"):
        push(world.app, both, tag=tag, by=author)
    push(world.app, image("slim", layers=[b"s"]), tag="1.1-slim", by=author)
    return world.app


def leads(repository, **wanted):
    pks = ordering.ordered(repository, **wanted)
    return [row.tag.name for row in listing.rows(repository, pks)]


def test_it_shows_one_row_a_digest_newest_version_first(app):
    assert leads(app) == ["1.1", "1.1-slim", "1.0"]


def test_it_names_the_other_tags_of_a_digest(app):
    first = listing.rows(app, ordering.ordered(app))[0]

    assert [tag.name for tag in first.others] == ["latest", "1"]


def test_it_orders_by_time_name_and_size(app):
    assert leads(app, sort=Sort.PUSHED) == ["1.1-slim", "1.1", "1.0"]
    assert leads(app, sort=Sort.NAME) == ["1.1", "1.0", "1.1-slim"]
    assert leads(app, sort=Sort.SIZE)[0] == "1.1"


def test_it_falls_back_to_time_where_there_are_too_many_to_compare(app, monkeypatch):
    monkeypatch.setattr(ordering, "VERSIONS_COMPARED", 2)

    assert leads(app) == leads(app, sort=Sort.PUSHED)


def test_it_filters_by_a_part_of_the_name(app):
    assert leads(app, text="slim") == ["1.1-slim"]


def test_it_filters_by_a_pattern(app):
    assert leads(app, text="1.0*") == ["1.0"]
    assert leads(app, text="*.1") == ["1.1"]
    assert leads(app, text="2.*") == []


@pytest.mark.parametrize("text", ["\0", "a b", "x" * 200, "%", "("])
def test_it_finds_nothing_for_what_cannot_be_in_a_tag(app, text):
    assert leads(app, text=text) == []


def test_it_filters_by_platform(app):
    assert leads(app, platform=ARM64) == ["1.1"]
    assert leads(app, platform=AMD64) == ["1.1", "1.1-slim", "1.0"]


def test_it_leaves_attestations_out_of_the_platforms(app):
    first = listing.rows(app, ordering.ordered(app))[0]

    assert [image.platform for image in first.images] == [AMD64, ARM64]
    assert [one.about for one in first.attested] == [first.images[0].digest] * 2
    assert listing.platforms(app) == [AMD64, ARM64]


def test_it_shows_the_size_of_the_platform_that_was_asked_for(app):
    first = listing.rows(app, ordering.ordered(app))[0]

    assert first.image().size > 900
    assert first.image(ARM64).size < 900


def test_it_shows_no_size_for_a_child_that_is_not_here(world):
    push(world.app, index(image("here")), tag="1", by=by(world.alice))
    world.app.manifests.filter(kind="image").delete()

    row = listing.rows(world.app, ordering.ordered(world.app))[0]

    assert row.image().size is None


def test_it_lists_what_is_no_image(world):
    push(world.app, artifact(), tag="chart", by=by(world.alice))

    row = listing.rows(world.app, ordering.ordered(world.app))[0]

    assert (row.tag.name, row.images) == ("chart", [])


def test_it_fills_a_page_with_a_fixed_number_of_queries(
    app, django_assert_max_num_queries
):
    pks = ordering.ordered(app)

    with django_assert_max_num_queries(5):
        rows = listing.rows(app, pks)
        assert [row.tag.pushed_by.username for row in rows] == ["alice"] * 3


def test_it_counts_tags_and_digests(app):
    assert listing.counts(app) == (5, 3)


def test_a_pattern_means_its_own_characters_and_any_case(app):
    push(app, image("snake"), tag="a_b.C", by=by(app.namespace.owner))
    push(app, image("other"), tag="aXbXc", by=by(app.namespace.owner))

    assert leads(app, text="A_*.c") == ["a_b.C"]


def test_a_pattern_of_many_stars_is_tried_once(app):
    """As a regular expression it would be tried in more ways than there are atoms."""
    push(app, image("long"), tag="a" * 128, by=by(app.namespace.owner))

    assert leads(app, text="a*" * 60 + "b") == []


def test_it_shows_the_first_entries_of_a_huge_index(app, monkeypatch):
    monkeypatch.setattr(listing, "ENTRIES_SHOWN", 2)
    many = [image(str(n), platform=f"linux/cpu{n}") for n in range(4)]
    push(app, index(*many), tag="many", by=by(app.namespace.owner))

    (row,) = listing.rows(app, ordering.ordered(app, text="many"))

    assert [image.platform.architecture for image in row.images] == ["cpu0", "cpu1"]
    assert Platform("linux", "cpu3") not in listing.platforms(app)


def test_it_reads_what_a_thing_is_from_its_first_entries(app, monkeypatch):
    layers = [b"1", b"2"]
    push(app, build_cache(*layers), tag="cache", by=by(app.namespace.owner))

    def kind():
        (row,) = listing.rows(app, ordering.ordered(app, text="cache"))
        return row.kind, row.is_image

    assert kind() == (Kind.CACHE, False)
    monkeypatch.setattr(listing, "ENTRIES_SHOWN", len(layers))
    assert kind() == (Kind.INDEX, True)


def test_lists_leave_annotations_in_the_database(app):
    (row, *_) = listing.rows(app, ordering.ordered(app))

    assert "annotations" in row.manifest.get_deferred_fields()
