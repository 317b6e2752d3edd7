"""How to use this hub from a terminal, from CI and from a cluster, with its own name in every command."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

# Whose name the commands have for somebody who is not signed in.
ANYBODY = "alice"


@dataclass(frozen=True)
class Topic:
    key: str
    title: Promise
    sentence: Promise
    icon: str


TOPICS = {
    topic.key: topic
    for topic in [
        Topic(
            "first-push",
            _("First push"),
            _("From an image on your machine to one that others can pull."),
            "upload",
        ),
        Topic(
            "access-tokens",
            _("Access tokens"),
            _("What machines and scripts sign in with, instead of your password."),
            "key-round",
        ),
        Topic(
            "ci",
            _("GitHub and GitLab CI"),
            _("Build and push with every commit."),
            "workflow",
        ),
        Topic(
            "podman",
            _("podman and skopeo"),
            _("The same without docker."),
            "terminal",
        ),
        Topic(
            "kubernetes",
            _("Kubernetes"),
            _("Let a cluster pull private images."),
            "ship-wheel",
        ),
        Topic(
            "moving",
            _("Moving from Docker Hub"),
            _("Copy repositories with all their tags and platforms."),
            "truck",
        ),
    ]
}


@require_safe
def index(request):
    return render(request, "help/index.html", {"topics": TOPICS.values()})


@require_safe
def topic(request, topic):
    if topic not in TOPICS:
        raise Http404
    context = {
        "topics": TOPICS.values(),
        "topic": TOPICS[topic],
        "who": request.user.username or ANYBODY,
        "is_plain_http": not request.is_secure(),
    }
    return render(request, f"help/{topic}.html", context)
