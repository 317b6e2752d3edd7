"""The `scope` of a token request, which clients write in every way there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.access import scopes
from hub.oci import names

PIECES = [
    "repository",
    "registry",
    "catalog",
    "pull",
    "push",
    "*",
    ":",
    ",",
    " ",
    "/",
    "alice",
    "app",
    "\x00",
    "(p)",
    "A",
    "é",
]


def read(*texts):
    return {(one.type, one.name): one.actions for one in scopes.parse(texts)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ":",
        "::",
        "repository",
        "repository:",
        "repository::pull",
        "repository:pull",
        "repository:A/B:pull",
        "repository:a/b/c:pull",
        "repository:\x00:pull",
    ],
)
def test_the_hopeless_is_left_out(text):
    assert read(text) == {}


@pytest.mark.parametrize(
    "texts",
    [
        ["repository:alice/app:pull,push"],
        ["repository:alice/app:push,pull"],
        ["repository:alice/app:pull", "repository:alice/app:push"],
        ["repository:alice/app:pull repository:alice/app:push"],
        ["  repository:alice/app:pull,push,pull  "],
        ["repository(plugin):alice/app:pull,push"],
    ],
)
def test_what_is_asked_twice_is_united(texts):
    assert read(*texts) == {("repository", "alice/app"): {"pull", "push"}}


def test_one_part_names_an_official_image():
    assert read("repository:nginx:pull", "repository:library/nginx:push") == {
        ("repository", "library/nginx"): {"pull", "push"}
    }


def test_a_name_may_hold_colons():
    assert read("registry:host:5000/catalog:*") == {
        ("registry", "host:5000/catalog"): {"*"}
    }


def test_other_types_keep_their_names():
    assert read("registry:catalog:*", "x:Y Z:z") == {("registry", "catalog"): {"*"}}


def test_there_is_an_end_to_it():
    asked = " ".join(f"repository:a{n}/b:pull" for n in range(1000))

    found = read(asked, "repository:a0/b:push")

    assert len(found) == scopes.LIMIT
    assert found["repository", "a0/b"] == {"pull", "push"}


@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=4)
)
def test_whatever_is_read_names_something(texts):
    for one in scopes.parse(texts):
        assert one.name
        assert one.type != "repository" or names.parse(one.name).full == one.name


def test_what_a_challenge_asks_for_can_be_read():
    text = scopes.of_repository(names.parse("nginx"), "pull", "push")

    assert read(text) == {("repository", "library/nginx"): {"pull", "push"}}
