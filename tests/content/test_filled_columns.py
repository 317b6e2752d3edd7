"""What a push writes into later columns stands there for what was pushed before them, too."""

from importlib import import_module

from django.apps import apps

from hub.content.models import Manifest
from tests.images import image, index, push
from tests.world import by

MIGRATION = "hub.content.migrations.0004_manifest_layer_chain_and_predicate_types"


def written():
    return list(
        Manifest.objects.order_by("pk").values("layer_chain", "predicate_types")
    )


def test_it_is_as_if_it_were_pushed_today(world, monkeypatch):
    migration = import_module(MIGRATION)
    monkeypatch.setattr(migration, "AT_ONCE", 2)
    two = image("two", layers=[b"one", b"two"])
    said = ["https://slsa.dev/provenance/v1", ""]
    push(world.app, index(two, attestations=said), tag="1.0", by=by(world.alice))
    pushed = written()
    assert any(one["predicate_types"] for one in pushed)
    Manifest.objects.update(layer_chain="", predicate_types=[])

    migration.fill(apps, None)

    assert written() == pushed
