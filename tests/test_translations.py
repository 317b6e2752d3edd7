"""Every text of the hub is there in Korean, and says the same names, numbers and markup. `make messages` mends most."""

import ast
import gettext
import re
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

from tests import catalog

ROOT = Path(__file__).parent.parent
LOCALE = Path("locale/ko/LC_MESSAGES")
PO = ROOT / LOCALE / "django.po"
MO = PO.with_suffix(".mo")
SOURCES = ("hub", "registry_api", "templates", "locale")

# %(name)s, {number}, <code>, </a>
FIXED = re.compile(r"%\(\w+\)[a-z]|\{\w+\}|<[^>]+>")


@pytest.fixture(scope="module")
def korean():
    return catalog.messages(PO)


@pytest.mark.needs("gettext")
def test_it_holds_what_the_source_says_and_nothing_else(
    korean, tmp_path, monkeypatch, settings
):
    for folder in SOURCES:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "locale"]

    call_command("makemessages", locale=["ko"], no_obsolete=True, verbosity=0)

    extracted = {one.id for one in catalog.messages(tmp_path / LOCALE / "django.po")}
    assert {one.id for one in korean} == extracted, "Run: make messages"


def test_nothing_is_said_where_the_extraction_does_not_look():
    """It does not look into f-strings."""
    names = {"_", "gettext", "ngettext", "gettext_lazy", "ngettext_lazy"}
    hidden = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for folder in ("hub", "registry_api")
        for file in (ROOT / folder).rglob("*.py")
        for string in ast.walk(ast.parse(file.read_text()))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in names
    ]
    assert hidden == []


def test_all_of_it_is_translated(korean):
    assert [one.id for one in korean if not all(one.texts)] == []


def test_none_of_it_is_a_guess(korean):
    assert [one.id for one in korean if one.is_fuzzy] == []


def test_names_numbers_and_markup_are_those_of_the_english(korean):
    def fixed(text):
        return sorted(FIXED.findall(text))

    wrong = [
        text
        for one in korean
        for text in one.texts
        if fixed(text) != fixed(one.english)
    ]
    assert wrong == []


def test_what_is_compiled_is_what_is_written(korean):
    with MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    stale = [one.id for one in korean if compiled.gettext(one.id) != one.texts[0]]
    assert stale == [], "Run: make messages"
