"""What a tag was, and having it back."""

import pytest

from hub.content import manifests, tags
from hub.events.models import Event
from hub.repositories import services
from hub.repositories.models import RepositoryName
from hub.web.repositories import history
from tests.images import image, push
from tests.web.reading import read
from tests.world import by

HISTORY = "/alice/app/tags/1.0/history/"
RESTORE = "/alice/app/tags/1.0/restore/"
OLD, NEW = image("old"), image("new")


@pytest.fixture
def pushed(world):
    push(world.app, OLD, tag="1.0", by=by(world.alice))
    push(world.app, NEW, tag="1.0", by=by(world.bob))
    return world


def current(world):
    return world.app.tags.get(name="1.0").manifest.digest


@pytest.mark.parametrize(
    "address",
    [
        "/alice/app/tags/2.0/history/",
        "/alice/app/tags/-/history/",
        "/alice/notes/tags/1.0/history/",
    ],
)
def test_it_is_missing(client, pushed, address):
    push(pushed.notes, OLD, tag="1.0", by=by(pushed.alice))

    assert client.get(address).status_code == 404


def test_it_tells_what_it_was_when_and_by_whom(client, pushed):
    text = read(client, HISTORY).text

    assert f"{NEW.digest[7:19]} current" in text
    assert f"was {OLD.digest[7:19]}" in text
    assert "bob in a browser" in text
    assert "Restore" not in text


def test_it_tells_of_a_tag_that_is_deleted(client, pushed):
    tags.delete(repository=pushed.app, name="1.0", by=by(pushed.alice))
    client.force_login(pushed.bob)

    assert "This tag is deleted." in read(client, HISTORY).text
    client.post(RESTORE, {"digest": OLD.digest})
    assert current(pushed) == OLD.digest


def test_a_stranger_cannot_restore(client, pushed):
    response = client.post(RESTORE, {"digest": OLD.digest})
    assert response["Location"].startswith("/account/sign-in/")

    client.force_login(pushed.charlie)
    assert client.post(RESTORE, {"digest": OLD.digest}).status_code == 403
    assert current(pushed) == NEW.digest


def test_an_archive_is_not_changed(client, pushed):
    services.archive(repository=pushed.app, by=by(pushed.alice))
    client.force_login(pushed.bob)

    response = client.post(RESTORE, {"digest": OLD.digest})

    assert response.status_code == 403
    assert "alice/app is archived." in response.content.decode()
    assert current(pushed) == NEW.digest
    assert "Restore" not in read(client, HISTORY).text


def test_an_old_name_is_not_written_to(client, pushed):
    RepositoryName.objects.create(
        namespace=pushed.app.namespace,
        name="old-app",
        repository=pushed.app,
        is_current=False,
    )
    client.force_login(pushed.bob)

    response = client.post(
        RESTORE.replace("/app/", "/old-app/"), {"digest": OLD.digest}
    )

    assert response.status_code == 308
    assert response["Location"] == RESTORE
    assert current(pushed) == NEW.digest


@pytest.mark.parametrize("digest", ["", "\0", "sha256:abc", "sha256:" + "0" * 64])
def test_what_is_not_here_is_gone(client, pushed, digest):
    client.force_login(pushed.bob)

    response = client.post(RESTORE, {"digest": digest}, follow=True)

    assert "That manifest is gone." in response.content.decode()
    assert current(pushed) == NEW.digest


def test_it_says_what_is_gone(client, pushed):
    manifests.delete(repository=pushed.app, digest=OLD.digest, by=by(pushed.alice))
    client.force_login(pushed.bob)

    page = read(client, HISTORY)

    assert f"{OLD.digest[7:19]} gone" in page.text
    assert "Restore" not in page.text


def test_one_click_restores(client, pushed):
    client.force_login(pushed.bob)
    assert f'value="{OLD.digest}"' in read(client, HISTORY).html

    page = client.post(RESTORE, {"digest": OLD.digest}, follow=True)

    assert f"1.0 is {OLD.digest[7:19]} again." in page.content.decode()
    assert current(pushed) == OLD.digest
    assert read(client, HISTORY).text.count("current") == 1
    event = Event.objects.get(kind="tag.restore")
    assert (event.actor, event.credential) == (pushed.bob, "session")


def test_it_asks_as_much_for_many_as_for_one(
    client, pushed, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(history, "EVENTS_A_PAGE", 4)
    for number in range(6):
        push(pushed.app, image(f"{number}"), tag="1.0", by=by(pushed.alice))

    with django_assert_num_queries(8):
        page = read(client, HISTORY)

    assert "1–4 of 8 events" in page.text
