import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.oci import configs
from hub.oci.configs import ImageConfig
from hub.oci.manifests import Platform

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=5,
)
KEYS = [
    "os",
    "architecture",
    "variant",
    "created",
    "config",
    "history",
    "User",
    "Labels",
    "Env",
]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b'"text"',
        b'{"os": 7}',
        b'{"os": "linux", "os": "windows"}',
        b'{"config": []}',
    ],
)
def test_it_reads_nothing_from_what_is_no_config(content):
    assert configs.parse(content) == ImageConfig()


def test_it_reads_what_is_said_and_leaves_out_the_rest():
    document = {
        "os": "linux",
        "architecture": "arm64",
        "variant": "v8",
        "created": "2026-11-23T21:10:05Z",
        "config": {
            "User": "nobody",
            "WorkingDir": "/app",
            "Entrypoint": ["/app"],
            "Cmd": ["serve", 7],
            "Env": None,
            "ExposedPorts": {"8080/tcp": {}, "53/udp": {}},
            "Volumes": {"/data": {}},
            "Labels": {"a": "b", "c": 7},
        },
        "history": [
            {"created_by": "COPY . /"},
            {"created_by": "ENV A=b", "empty_layer": True},
            "no step",
        ],
    }

    config = configs.parse(json.dumps(document).encode())

    assert config == ImageConfig(
        platform=Platform("linux", "arm64", "v8"),
        created="2026-11-23T21:10:05Z",
        user="nobody",
        working_directory="/app",
        entrypoint=("/app",),
        command=("serve",),
        environment=(),
        ports=("53/udp", "8080/tcp"),
        volumes=("/data",),
        labels={"a": "b"},
        history=(("COPY . /", False), ("ENV A=b", True)),
    )


def test_it_keeps_no_nul():
    assert configs.parse(b'{"os": "lin\\u0000ux"}').platform.os == "linux"


@given(
    st.binary(max_size=30) | st.dictionaries(st.sampled_from(KEYS), JSON, max_size=4)
)
def test_it_never_fails(content):
    content = content if isinstance(content, bytes) else json.dumps(content).encode()

    config = configs.parse(content)

    str(config.platform).encode()


def test_it_lists_a_thousand_of_anything():
    """Of a hundred thousand a page would be megabytes, and a minute in the making."""
    many = range(configs.LISTED + 1)
    config = configs.parse(
        json.dumps(
            {
                "history": [{"empty_layer": True} for _ in many],
                "config": {
                    "Env": ["A=1" for _ in many],
                    "Labels": {str(n): "" for n in many},
                },
            }
        ).encode()
    )

    assert len(config.history) == configs.LISTED
    assert len(config.environment) == configs.LISTED
    assert len(config.labels) == configs.LISTED
