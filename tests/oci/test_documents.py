import json
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.oci import documents

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"7",
        b"{} {}",
        b"{'a': 1}",
        b'{"a": 1,}',
        b'\xef\xbb\xbf{"a": 1}',
        b'{"a": "\xff"}',
        '{"a": 1}'.encode("utf-16"),
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1, "a": 1}',
        b'{"a": {"b": 1, "b": 2}}',
        b'{"a": [{"b": 1, "\\u0062": 2}]}',
        b'{"a": 1000000000000000000000000000000}',
        b'{"a": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"a": [["\\ud83d and more"]]}',
        b'{"a":' * 40 + b"1" + b"}" * 40,
        b'{"a":' * 100_000,
        b'{"a":' + b"[" * 100_000,
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=lambda content: repr(content[:24]),
)
def test_it_refuses(content):
    with pytest.raises(documents.DocumentInvalid):
        documents.parse(content)


def test_it_refuses_a_known_key_in_another_case():
    with pytest.raises(documents.DocumentInvalid, match="must be written 'digest'"):
        documents.parse(b'{"a": [[{"Digest": 1}]]}', known_keys={"a", "digest"})


def test_it_takes_any_key_below_what_nobody_reads():
    content = b'{"x": {"Digest": [{"DIGEST": 1}]}, "annotations": {"Digest": ""}}'

    assert documents.parse(content, known_keys={"digest", "annotations"})


def test_it_takes_other_keys_in_any_case():
    content = b'{"Key": 1, "key": 2}'

    assert documents.parse(content, known_keys={"digest"}) == {"Key": 1, "key": 2}


def test_it_does_not_repeat_megabytes_in_its_sentence():
    key = b"k" * 1_000_000

    with pytest.raises(documents.DocumentInvalid) as caught:
        documents.parse(b'{"%s": 1, "%s": 2}' % (key, key))

    assert len(str(caught.value)) < 300


@given(st.dictionaries(TEXT, VALUES, max_size=4), st.booleans())
@example({"a": "\U0001f6a2"}, True)
def test_it_reads_what_python_wrote(document, is_ascii):
    content = json.dumps(document, ensure_ascii=is_ascii).encode()

    assert documents.parse(content) == document


@given(st.binary(max_size=40) | st.text(alphabet='{}[]":,\\u0dN1e.-', max_size=20))
def test_it_fails_in_one_way(content):
    content = content.encode() if isinstance(content, str) else content

    with suppress(documents.DocumentInvalid):
        assert isinstance(documents.parse(content), dict)
