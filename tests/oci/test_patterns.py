"""What a credential may be limited to: whole names, or beginnings of them."""

import pytest

from hub.oci import patterns


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        "a*",
        "*/app",
        "alice",
        "alice/",
        "alice/*/x",
        "alice/a*b",
        "alice/**",
        "Alice/app",
        "alice/app/x",
        "-alice/*",
        "alice/app\n",
        "alice/é*",
        f"alice/{'x' * 200}*",
    ],
)
def test_what_is_no_pattern(text):
    assert not patterns.is_pattern(text)


@pytest.mark.parametrize(
    ("pattern", "fits", "does_not"),
    [
        ("alice/app", ["alice/app"], ["alice/app2", "alice/ap", "xalice/app"]),
        ("alice/*", ["alice/app", "alice/web-1"], ["alice2/app", "al/ice"]),
        ("alice/web-*", ["alice/web-1"], ["alice/web", "alice/app"]),
        ("alice/a.b_*", ["alice/a.b_c"], ["alice/axb_c", "alice/a.bxc"]),
    ],
)
def test_what_fits(pattern, fits, does_not):
    assert patterns.is_pattern(pattern)
    for name in fits:
        assert patterns.match([pattern], name)
    for name in does_not:
        assert not patterns.match([pattern], name)
        assert patterns.match(["alice/app", pattern, name], name)
