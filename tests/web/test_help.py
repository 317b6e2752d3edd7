"""Help, with the hub's own name in every command."""

import json

import pytest

from hub.web.help.views import TOPICS
from tests.web.reading import read

HOST = "hub.example:5000"


@pytest.fixture
def hub(settings):
    settings.ALLOWED_HOSTS = ["hub.example"]
    return {"HTTP_HOST": HOST}


@pytest.mark.parametrize("topic", ["nothing", "topic", "index", "snippets"])
def test_there_is_none_of_what_is_no_topic(client, db, topic):
    assert client.get(f"/help/{topic}/").status_code == 404


def test_the_index_leads_to_every_topic(client, db):
    links = read(client, "/help/").links

    assert {f"/help/{topic}/" for topic in TOPICS} <= set(links)


def test_every_page_leads_to_it(client, db):
    assert "/help/" in read(client, "/explore/").links


@pytest.mark.parametrize("topic", TOPICS)
def test_its_commands_are_of_this_hub(client, hub, topic):
    page = read(client, f"/help/{topic}/", **hub)

    assert page.status == 200
    assert any(HOST in text for text in page.copies)
    assert "{{ host" not in page.html


def test_its_commands_are_of_whoever_reads(client, world):
    client.force_login(world.bob)

    copies = read(client, "/help/first-push/").copies

    assert "docker push testserver/bob/app:1.0" in copies


def test_a_file_is_copied_as_it_must_be(client, hub):
    copies = read(client, "/help/first-push/", **hub).copies

    assert {"insecure-registries": [HOST]} in [
        json.loads(text) for text in copies if text.startswith("{")
    ]


def test_a_file_is_shown_as_it_must_be(client, hub):
    html = read(client, "/help/kubernetes/", **hub).html

    assert 'aria-label="pod.yml">apiVersion: v1\nkind: Pod\n' in html
    assert f"      image: {HOST}/alice/app:1.0\n" in html


def test_a_workflow_keeps_the_names_of_its_secrets(client, hub):
    copies = read(client, "/help/ci/", **hub).copies

    assert any("password: ${{ secrets.BERTH_TOKEN }}" in text for text in copies)


def test_a_job_is_not_called_by_a_word_of_gitlab(client, hub):
    (job,) = [
        text
        for text in read(client, "/help/ci/", **hub).copies
        if "CI_COMMIT_BRANCH" in text
    ]

    assert job.startswith("push-image:\n  image: docker:28\n")
    assert f'command: ["--insecure-registry={HOST}"]\n  rules:\n' in job


@pytest.mark.parametrize("words", ["insecure-registry", "http = true"])
def test_ci_is_told_of_plain_http_where_it_is_spoken(client, hub, words):
    plain = read(client, "/help/ci/", **hub)
    secure = read(client, "/help/ci/", secure=True, **hub)

    assert any(words in text for text in plain.copies)
    assert not any(words in text for text in secure.copies)


def test_plain_http_is_only_talked_of_where_it_is_spoken(client, hub):
    assert "plain http" in read(client, "/help/podman/", **hub).text
    assert "plain http" not in read(client, "/help/podman/", secure=True, **hub).text
