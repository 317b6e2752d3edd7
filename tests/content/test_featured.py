from hub.content import featured
from tests.images import image, index, push
from tests.world import by


def test_it_is_latest_where_there_is_one(world):
    push(world.app, image("a"), tag="latest", by=by(world.alice))
    push(world.app, image("b"), tag="9.9", by=by(world.alice))

    found = featured.of(world.app)

    assert (found.tag, found.reference) == ("latest", "")


def test_it_is_else_the_newest_pushed(world):
    push(world.app, image("a"), tag="2.0", by=by(world.alice))
    push(world.app, image("b"), tag="1.9", by=by(world.alice))

    assert featured.of(world.app).reference == ":1.9"


def test_it_is_nothing_where_nothing_was_pushed(world):
    assert featured.of(world.app) is None


def test_it_asks_three_times_for_any_number(world, django_assert_num_queries):
    both = index(image("a"), image("b", platform="linux/arm64/v8"))
    push(world.app, both, tag="latest", by=by(world.alice))
    push(world.notes, image("c"), tag="1", by=by(world.alice))

    with django_assert_num_queries(3):
        found = featured.of_all([world.app, world.notes])

    assert len(found[world.app.pk].images) == 2
    assert found[world.notes.pk].tag == "1"


def test_it_finds_the_newest_version(world):
    for tag in ("1.10", "1.9", "latest"):
        push(world.app, image(tag), tag=tag, by=by(world.alice))

    assert featured.newest_version(world.app) == "1.10"


def test_it_finds_no_version_among_other_names(world):
    push(world.app, image("a"), tag="nightly", by=by(world.alice))

    assert featured.newest_version(world.app) == ""


def test_it_leaves_annotations_in_the_database(world):
    push(world.app, image(annotations={"a": "b"}), tag="1.0", by=by(world.alice))

    assert "annotations" in featured.of(world.app).manifest.get_deferred_fields()
