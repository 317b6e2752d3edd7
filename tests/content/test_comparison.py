"""What two images share and where they differ."""

from hub.content import comparison, inspection
from tests.images import image, push
from tests.world import by

BASE, OLD, NEW = b"base" * 10, b"old" * 10, b"new" * 20


def compared(world, one, other):
    found = [
        inspection.inspect(push(world.app, each, by=by(world.alice)))
        for each in (one, other)
    ]
    return comparison.compare(*found)


def sizes(steps):
    return [step.layer.size for step in steps]


def run(**config):
    return {"config": config}


def test_it_sorts_layers(world):
    found = compared(
        world, image("1", layers=[BASE, OLD]), image("2", layers=[BASE, NEW])
    )

    assert sizes(found.common) == [len(BASE)]
    assert sizes(found.removed) == [len(OLD)]
    assert sizes(found.added) == [len(NEW)]
    assert found.growth == len(NEW) - len(OLD)
    assert found.added[0].instruction == "COPY 2 /"


def test_a_layer_that_is_there_twice_counts_twice(world):
    found = compared(world, image("1", layers=[BASE]), image("2", layers=[BASE, BASE]))

    assert sizes(found.common) == sizes(found.added) == [len(BASE)]


def test_it_tells_what_differs_in_the_configs(world):
    found = compared(
        world,
        image("1", config=run(Env=["A=1", "B=1"], Cmd=["/a"], Labels={"x": "1"})),
        image("2", config=run(Env=["A=1", "B=2"], Cmd=["/b", "c"], User="101")),
    )

    assert [(one.field, one.before, one.after) for one in found.differences] == [
        ("command", ('["/a"]',), ('["/b", "c"]',)),
        ("user", (), ("101",)),
        ("environment", ("B=1",), ("B=2",)),
        ("labels", ("x=1",), ()),
    ]


def test_the_same_image_differs_in_nothing(world):
    found = compared(world, image("1"), image("1"))

    assert (found.removed, found.added, found.differences) == ([], [], [])
