"""Clients ask for a token once: the challenge of a mount names its source beside its target."""

import pytest

DIGEST = f"sha256:{'0' * 64}"
UPLOADS = "/v2/alice/app/blobs/uploads/"
TARGET = "repository:alice/app:pull,push"


def scope_in(answer):
    return answer.challenge.partition('scope="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("query", "scope"),
    [
        (f"?mount={DIGEST}&from=alice/notes", f"{TARGET} repository:alice/notes:pull"),
        (f"?from=nginx&mount={DIGEST}", f"{TARGET} repository:library/nginx:pull"),
        (f"?mount={DIGEST}", TARGET),
        ("?from=alice/notes", TARGET),
        (f"?mount={DIGEST}&from=Not//a%22name%0d%0a", TARGET),
        ("", TARGET),
    ],
)
def test_it_names_what_the_mount_needs(nobody, query, scope):
    answer = nobody.plain("POST", f"{UPLOADS}{query}")

    assert answer.status == 401
    assert scope_in(answer) == scope


def test_a_token_without_the_source_is_told_what_to_ask_for(world, registry):
    alice = registry("alice")

    answer = alice("POST", f"{UPLOADS}?mount={DIGEST}&from=alice/notes")

    assert answer.status == 401
    assert scope_in(answer) == f"{TARGET} repository:alice/notes:pull"
    assert 'error="insufficient_scope"' in answer.challenge
