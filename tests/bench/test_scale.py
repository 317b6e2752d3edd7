"""What fills a hub for the measure makes tags that can be pulled like pushed ones."""

import pytest

from bench import fill
from hub.content import blobs, manifests, tags
from hub.repositories.models import Repository

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def alices(monkeypatch, world):
    monkeypatch.setattr(fill, "OWNER", "alice")
    monkeypatch.setattr(fill, "NAME", "app")


def test_every_tag_has_its_manifest_and_its_blob(world):
    fill.fill(range(7))
    fill.fill(range(7, 12))

    assert len(tags.page(repository=world.app)) == 12
    stored = manifests.get(repository=world.app, reference="tag-11")
    assert stored.digest == fill.digest("manifest", 11)
    assert blobs.find(repository=world.app, digest=fill.digest("blob", 11)).size == 11


def test_repositories_come_with_their_names(world):
    before = Repository.objects.count()

    fill.fill(range(21))

    assert Repository.objects.count() == before + 3
    assert Repository.objects.get(full_name="alice/other-20").names.get().is_current
