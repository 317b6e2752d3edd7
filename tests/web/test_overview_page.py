"""A repository's first page: decide and pull."""

import pytest

from hub.repositories import services
from tests.images import artifact, image, index, push
from tests.web.reading import read
from tests.world import by, person, repository

APP = "/alice/app/"
NOTES = "/alice/notes/"


@pytest.fixture
def pushed(world):
    push(world.app, image("app"), tag="latest", by=by(world.alice))
    return world


def write(world, text):
    services.edit(
        repository=world.app, by=by(world.alice), description="", overview=text
    )


def test_it_hides_what_is_private(client, world):
    client.force_login(world.charlie)

    assert client.get(NOTES).status_code == 404


def test_it_shows_a_collaborator_what_is_private(client, world):
    client.force_login(world.bob)

    assert read(client, NOTES).status == 200


def test_it_hides_what_is_deleted(client, world):
    services.delete(repository=world.app, by=by(world.alice))

    assert client.get(APP).status_code == 404


def test_making_it_private_acts_on_the_next_request(client, pushed):
    assert client.get(APP).status_code == 200

    services.make_public(repository=pushed.notes, by=by(pushed.alice))
    services.make_private(repository=pushed.app, by=by(pushed.alice))

    assert client.get(APP).status_code == 404


def test_it_gives_the_whole_pull_command(client, pushed):
    page = read(client, APP, HTTP_HOST="localhost:8000")

    assert page.copies == ["docker pull localhost:8000/alice/app"]


@pytest.mark.parametrize(
    ("way", "command"),
    [
        ("podman", "podman pull testserver/alice/app"),
        ("compose", "image: testserver/alice/app"),
        ("from", "FROM testserver/alice/app"),
        ("%00", "docker pull testserver/alice/app"),
    ],
)
def test_it_gives_the_command_for_other_tools(client, pushed, way, command):
    assert read(client, f"{APP}?with={way}").copies == [command]


def test_it_names_the_newest_tag_where_there_is_no_latest(client, world):
    push(world.app, image("app"), tag="1.4.2", by=by(world.alice))

    assert read(client, APP).copies == ["docker pull testserver/alice/app:1.4.2"]


def test_it_pulls_what_is_no_image_with_oras(client, world):
    push(world.app, artifact(), tag="latest", by=by(world.alice))

    assert read(client, APP).copies == ["oras pull testserver/alice/app"]


def test_it_tells_the_owner_of_an_empty_one_what_to_do(client, world):
    client.force_login(world.alice)

    assert read(client, APP).copies == [
        "docker login testserver",
        "docker tag app testserver/alice/app:1.0",
        "docker push testserver/alice/app:1.0",
    ]


def test_it_tells_others_only_that_it_is_empty(client, world):
    page = read(client, APP)

    assert page.copies == []
    assert "No image yet" in page.text


def test_it_shows_settings_to_who_may_change_them(client, pushed):
    client.force_login(pushed.alice)
    assert "/alice/app/settings/" in read(client, APP).links

    client.force_login(pushed.bob)
    assert "/alice/app/settings/" not in read(client, APP).links


def test_it_renders_the_overview_and_nothing_dangerous(client, pushed):
    write(pushed, "# Ferry\n\n<script>alert(1)</script>\n\n**boards** at 9")

    html = read(client, APP).html

    assert "<strong>boards</strong>" in html
    assert "alert(1)" not in html


def test_it_invites_the_owner_to_write_the_overview(client, pushed):
    client.force_login(pushed.alice)

    assert "Write the overview" in read(client, APP).text


def test_it_states_the_facts(client, world):
    both = index(image("a"), image("b", platform="linux/arm64/v8"))
    for tag in ("1.9", "1.10", "latest"):
        push(world.app, both, tag=tag, by=by(world.alice))

    page = read(client, APP)

    assert "/alice/app/tags/1.10/" in page.links
    assert "by alice" in page.text
    assert "arm64/v8" in page.text


def test_official_images_have_their_own_address(client, db):
    person("oskar", is_staff=True)
    repository("library/nginx")

    assert client.get("/_/nginx/").status_code == 200
    assert client.get("/library/nginx/").status_code == 404


def test_it_asks_as_much_for_many_tags_as_for_one(
    client, pushed, django_assert_num_queries
):
    for number in range(3):
        push(pushed.app, image(f"v{number}"), tag=f"1.{number}", by=by(pushed.alice))

    with django_assert_num_queries(8):
        client.get(APP)


def test_a_long_overview_is_shown_in_part_and_then_whole(client, pushed, settings):
    settings.HUB_OVERVIEW_CHARACTERS = 60_000
    write(pushed, "# Begins\n\n" + "A word. " * 3_500 + "\n\nThe end of it.")

    first, whole = read(client, APP), read(client, f"{APP}?overview=whole")

    assert "The end of it." not in first.text
    assert "Show the whole overview" in first.text
    assert "?overview=whole" in first.links
    assert "The end of it." in whole.text
    assert "Show the whole overview" not in whole.text


def test_an_overview_with_many_headings_has_contents(client, pushed):
    write(pushed, "# App\n\n## Run\n\n## Build\n\n## Test\n")

    page = read(client, APP)

    assert "Contents Run Build Test App Run Build Test" in page.text
    assert "#overview-build" in page.links
