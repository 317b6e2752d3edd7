"""The operators' pages say the names of models and fields in the reader's language."""

import re

import pytest
from django.contrib import admin
from django.utils import translation

from tests.web.reading import read
from tests.world import person

SAME = {"ID"}
LISTS = {
    "accounts/accesstoken/": "범위",
    "namespaces/namespace/": "네임스페이스",
    "repositories/repository/": "저장소",
}


def words_of(model):
    options = model._meta
    yield options.app_config.verbose_name
    yield from (options.verbose_name, options.verbose_name_plural)
    for field in options.concrete_fields:
        yield field.verbose_name
        if field.help_text:
            yield field.help_text
        yield from (label for _, label in field.choices or ())


@pytest.mark.parametrize(
    "model", admin.site._registry, ids=lambda model: model._meta.label
)
def test_each_has_its_korean(model):
    with translation.override("ko"):
        left = [str(word) for word in words_of(model) if not is_korean(str(word))]

    assert left == []


def is_korean(word):
    return word in SAME or re.search("[가-힣]", word)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "word"), LISTS.items())
def test_a_list_is_read_in_korean(client, path, word):
    client.force_login(person("olga", is_staff=True, is_superuser=True))

    page = read(client, f"/admin/{path}", HTTP_ACCEPT_LANGUAGE="ko")

    assert word in page.html
