from hub.content import inspection
from hub.content.storage import backend
from tests.images import artifact, image, push
from tests.world import by


def inspected(world, pushed):
    manifest = push(world.app, pushed, tag="1", by=by(world.alice))
    return inspection.inspect(manifest)


def test_it_reads_the_config(world):
    found = inspected(
        world, image(config={"config": {"Cmd": ["/serve"], "User": "101"}})
    )

    assert (found.config.command, found.config.user) == (("/serve",), "101")


def test_it_sets_each_layer_beside_its_instruction(world):
    history = [
        {"created_by": "COPY base"},
        {"created_by": "ENV A=1", "empty_layer": True},
        {"created_by": "COPY app"},
    ]
    found = inspected(
        world, image(layers=[b"one", b"two!"], config={"history": history})
    )

    sizes = [(step.instruction, step.layer and step.layer.size) for step in found.steps]
    assert sizes == [("COPY base", 3), ("ENV A=1", None), ("COPY app", 4)]


def test_it_does_not_believe_a_history_of_another_length(world):
    history = [{"created_by": "COPY one"}, {"created_by": "COPY two"}]
    found = inspected(world, image(layers=[b"one"], config={"history": history}))

    assert [(step.instruction, step.layer.size) for step in found.steps] == [("", 3)]


def test_it_bears_a_config_that_is_gone(world):
    manifest = push(world.app, image(), tag="1", by=by(world.alice))
    config = manifest.blob_references.get(role="config").blob
    backend().delete(config.storage_key)

    found = inspection.inspect(manifest)

    assert found.config.command == ()
    assert len(found.steps) == 1


def test_it_shows_the_blobs_of_what_is_no_image(world):
    found = inspected(world, artifact(layers=[b"chart"]))

    assert [layer.blob.size for layer in found.layers] == [5]
    assert found.config.command == ()
