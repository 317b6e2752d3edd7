"""Every first segment of an address is a name that nobody can have: no person hides a page, no page hides a person."""

import re

import pytest
from django.conf import settings
from django.urls import get_resolver

from hub import wsgi
from hub.accounts.services import sign_up
from hub.namespaces import reserved
from hub.namespaces.errors import NamespaceTaken
from hub.namespaces.models import Namespace
from hub.oci import names

A_NAME_ITSELF = {"<owner:namespace>", "<namespace:name>"}
ANY_OF = re.compile(r"\(\?:(.*?)\)|\[(.*?)\]")


def first_segments(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        segment = route.lstrip("^").removesuffix("\\Z").removesuffix("$")
        if hasattr(pattern, "url_patterns") and "/" not in segment:
            yield from first_segments(pattern.url_patterns, route)
        else:
            yield from written_out(segment.partition("/")[0])


def written_out(segment):
    """`(?:v[12]|token)` is v1, v2 and token."""
    found = ANY_OF.search(segment)
    if found is None:
        return [segment]
    choices = found[1].split("|") if found[1] is not None else list(found[2])
    return [
        one
        for choice in choices
        for one in written_out(
            segment[: found.start()] + choice + segment[found.end() :]
        )
    ]


SEGMENTS = {
    segment
    for segment in first_segments(get_resolver().url_patterns)
    if segment not in A_NAME_ITSELF
}


def test_the_first_segments_are_found():
    assert {
        "v1",
        "v2",
        "token",
        "admin",
        "account",
        "new",
        "search",
        "_",
        "",
    } <= SEGMENTS
    assert not any(set(segment) & set("^$()[]<>|?*") for segment in SEGMENTS)


@pytest.mark.parametrize("segment", sorted(SEGMENTS))
def test_a_first_segment_is_no_name_that_can_be_had(segment):
    assert not names.is_namespace(segment) or segment in reserved.NAMES


def test_what_is_served_beside_the_addresses_is_no_name_either():
    static = settings.STATIC_URL.strip("/")
    for path in {static, *wsgi.REGISTRY_PATHS, *wsgi.REGISTRY_TREES}:
        segment = path.strip("/").partition("/")[0]

        assert not names.is_namespace(segment) or segment in reserved.NAMES


@pytest.mark.django_db
def test_the_database_knows_every_reserved_name():
    """One that is added here needs a migration: somebody may have it already."""
    kept = Namespace.objects.filter(kind=Namespace.Kind.RESERVED)

    assert set(kept.values_list("name", flat=True)) == set(reserved.NAMES)


@pytest.mark.django_db
def test_library_is_an_organisation_of_nobody():
    library = Namespace.objects.get(name=names.LIBRARY)

    assert (library.kind, library.owner) == (Namespace.Kind.ORGANISATION, None)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["v2", "admin", "library", "Token", "SEARCH"])
def test_nobody_signs_up_with_one(name):
    with pytest.raises(NamespaceTaken):
        sign_up(username=name, email="a@mail.example", password="ferry-timetable-9")


def test_no_reserved_name_is_written_in_vain():
    """In another case, or with what a name cannot have, it would reserve nothing."""
    assert [name for name in reserved.NAMES if not names.is_namespace(name)] == []
