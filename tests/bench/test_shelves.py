"""What fills a hub for the pages is found like what was pushed."""

import pytest

from bench import shelves
from hub.content.models import Tag
from hub.repositories.models import Repository
from hub.search import find, index, traits
from hub.search.facets import Facet
from hub.search.models import Traits
from hub.statistics import weekly

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def filled():
    shelves.people(3)
    shelves.repositories(8)


def test_everything_is_there(filled):
    assert Repository.objects.count() == 8
    assert Repository.objects.private().count() == 1
    assert Tag.objects.count() == 80


def test_it_is_indexed_as_the_worker_would(filled):
    before = dict(Traits.objects.values_list("pk", "text"))

    for pk in before:
        traits.refresh(pk)

    assert dict(Traits.objects.values_list("pk", "text")) == before
    assert index.repair() == 0
    assert weekly.refresh() == 0


def test_it_is_found(filled):
    one = Repository.objects.first()

    found = find(Repository.objects.all(), one.full_name, {Facet.KIND: {"image"}})

    assert found.repositories[:] == [one]
