"""Flags are drawn from names."""

import re

from hub.web import flags


def colours(name):
    return set(re.findall(r"#[0-9A-F]{6}", flags.draw(name, "flag")))


def test_the_same_name_flies_the_same_flag():
    assert flags.draw("alice/app", "flag") == flags.draw("alice/app", "flag")


def test_what_belongs_together_has_the_same_colours():
    assert colours("alice/app") == colours("alice/worker") == colours("alice")


def test_official_images_differ():
    official = {
        frozenset(colours(f"library/{n}")) for n in ("nginx", "redis", "node", "alpine")
    }

    assert len(official) > 1


def test_every_pattern_and_turn_occurs():
    drawn = {flags.draw(f"alice/{number}", "flag") for number in range(600)}

    assert len(drawn) > len(flags.PATTERNS) * 4


def test_a_name_is_never_written_into_the_picture():
    assert "<script>" not in flags.draw("<script>/<script>", "flag")


def test_it_is_hidden_from_readers_and_has_no_style():
    flag = flags.draw("alice", "flag")

    assert 'aria-hidden="true"' in flag
    assert "style" not in flag
