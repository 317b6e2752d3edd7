import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.oci import names

ASCII_NAME = st.text(alphabet="abAB01._-/\x00\né", max_size=12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "alice/",
        "/app",
        "a/app",
        f"{'a' * 40}/app",
        f"alice/{'a' * 129}",
        "alice/app/web",
        "localhost:8000/app",
        "Alice/app",
        "alice/App",
        "al_ice/app",
        "al.ice/app",
        "al--ice/app",
        "-alice/app",
        "alice-/app",
        "alice/.app",
        "alice/app.",
        "alice/app-",
        "alice/a..b",
        "alice/a.-b",
        "alice/a._b",
        "alice/a___b",
        "alice/app\n",
        "alice\n/app",
        "alice/a\x00b",
        "alice/a b",
        "alice/٣",
        "alice/ａ",
        "../app",
        "alice/..",
    ],
)
def test_it_refuses(text):
    with pytest.raises(names.NameInvalid) as caught:
        names.parse(text)

    assert caught.value.name == text


@pytest.mark.parametrize(
    "text",
    [
        "alice/app",
        "al/a",
        f"{'a' * 39}/{'b' * 128}",
        "a-b-c/app",
        "alice/a.b_c__d-e---f",
        "alice/manifests",
        "42/10000000000000000000000000000000",
    ],
)
def test_it_takes_two_parts(text):
    name = names.parse(text)

    assert (name.full, f"{name.namespace}/{name.name}") == (text, text)


def test_it_takes_one_part_for_an_official_image():
    name = names.parse("nginx")

    assert (name.full, name.familiar) == ("library/nginx", "nginx")


def test_it_shows_the_namespace_of_everybody_else():
    assert names.parse("alice/app").familiar == "alice/app"


@given(ASCII_NAME | st.text(max_size=12))
@example("a/b\n")
def test_it_reads_nothing_that_the_grammar_does_not_allow(text):
    try:
        name = names.parse(text)
    except names.NameInvalid:
        return

    component = r"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*"
    assert re.fullmatch(f"{component}(/{component})?", text, re.ASCII)
    assert names.parse(name.full) == name


@pytest.mark.parametrize("text", ["1.0", "latest", "_", "A-b_c.d", "x" * 128, "v1..2"])
def test_it_knows_a_tag(text):
    assert names.is_tag(text)


@pytest.mark.parametrize(
    "text", ["", "x" * 129, ".a", "-a", "a b", "a:b", "a/b", "a\n", "a\x00", "é", "٣"]
)
def test_it_knows_what_is_no_tag(text):
    assert not names.is_tag(text)


@pytest.mark.parametrize("text", ["sha256-" + "0a" * 32, "sha512-" + "0a" * 32])
def test_it_knows_where_clients_keep_referrers(text):
    assert re.search(names.REFERRERS_TAG, text)


@pytest.mark.parametrize(
    "text",
    [
        "sha256-" + "0a" * 32 + ".sig",
        "sha256-" + "0A" * 32,
        "sha256-0a",
        "sha256:" + "0a" * 32,
        "sha512-" + "0a" * 64,
        "1.0",
    ],
)
def test_it_knows_what_is_no_list_of_referrers(text):
    assert not re.search(names.REFERRERS_TAG, text)
