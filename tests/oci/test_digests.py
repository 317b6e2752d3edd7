import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.oci import digests

HEX = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":",
        "sha256",
        "sha256:",
        HEX,
        f"sha256:{HEX[:-1]}",
        f"sha256:{HEX}0",
        f"sha256:{HEX.upper()}",
        f"SHA256:{HEX}",
        f"sha256:{HEX}\n",
        f"sha256:{HEX[:-1]}\x00",
        f"sha256:{HEX[:-1]}g",
        f"sha256:{HEX}:{HEX}",
        f" sha256:{HEX}",
        f"sha512:{HEX}",
        f"sha256:{HEX}{HEX}",
        f"sha384:{HEX}{HEX[:32]}",
        f"blake3:{HEX}",
        "md5:d41d8cd98f00b204e9800998ecf8427e",
        "sha256:" + "٣" * 64,
    ],
)
def test_it_refuses(text):
    with pytest.raises(digests.DigestInvalid) as caught:
        digests.check(text)

    assert caught.value.digest == text


@pytest.mark.parametrize("text", [f"sha256:{HEX}", f"sha512:{HEX}{HEX}"])
def test_it_takes_the_two_algorithms(text):
    assert digests.check(text) == text


@given(st.binary(max_size=64), st.sampled_from(["sha256", "sha512"]))
def test_it_verifies_what_it_computed(content, algorithm):
    digest = digests.of(content, algorithm)

    digests.require(content, digest)

    assert digests.algorithm(digest) == algorithm


def test_it_says_which_digest_the_bytes_have():
    with pytest.raises(digests.DigestInvalid) as caught:
        digests.require(b"other", digests.of(b"these"))

    assert caught.value.actual == digests.of(b"other")


def test_it_compares_under_the_algorithm_that_was_named():
    wanted = digests.of(b"these", "sha512")

    with pytest.raises(digests.DigestInvalid) as caught:
        digests.require(b"other", wanted)

    assert caught.value.actual == digests.of(b"other", "sha512")


def test_it_knows_the_digest_of_nothing():
    assert digests.of(b"") == digests.EMPTY_SHA256
