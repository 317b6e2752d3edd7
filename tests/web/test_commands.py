"""The commands to copy."""

import pytest

from hub.content.models import Manifest
from hub.oci import media_types
from hub.oci.manifests import Platform
from hub.web.repositories import commands
from hub.web.templatetags.commands import breakable

IMAGE = Manifest(kind="image", media_type=media_types.OCI_MANIFEST)


@pytest.mark.parametrize("odd", ["linux;reboot", "linux\nRUN x", "$(reboot)", "a b"])
def test_a_platform_that_is_a_command_itself_stands_in_none(odd):
    ways = commands.pulls("hub.example/alice/app", IMAGE, Platform(odd, "amd64"))

    assert not any(odd in way.text for way in ways.values())


@pytest.mark.parametrize(
    ("name", "pod"),
    [
        ("localhost:8000/alice/app:1.0", "app"),
        ("localhost:8000/alice/my_app.web", "my-app-web"),
        ("hub.example/nginx@sha256:ab", "nginx"),
        ("hub.example/alice/" + "a" * 62 + "__b", "a" * 62),
    ],
)
def test_a_pod_has_a_name_that_kubernetes_takes(name, pod):
    assert commands.pod(name) == pod


def test_a_line_breaks_between_words_and_not_after_a_hyphen():
    html = breakable("docker login --password-stdin <host>/a")

    assert html == (
        'docker login <span class="word">--password-stdin</span>'
        ' <span class="word">&lt;host&gt;/<wbr>a</span>'
    )


def test_a_text_keeps_its_lines_and_indents():
    assert breakable("image: a\n  user: b\n") == "image: a\n  user: b\n"
