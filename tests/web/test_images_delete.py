"""Choose several images and delete them: a page that asks, then the deed."""

import re

import pytest

from hub.repositories import services
from hub.web.templatetags import sizes
from tests.images import image, index, push
from tests.web.reading import read
from tests.world import by

DELETE = "/alice/app/tags/-/delete/"
ONE, TWO = image("one", layers=[b"x" * 1500]), image("two")


@pytest.fixture
def pushed(world):
    for tag in ("1.0", "latest"):
        push(world.app, ONE, tag=tag, by=by(world.alice))
    push(world.app, TWO, tag="2.0", by=by(world.alice))
    return world


def names(world):
    return set(world.app.tags.values_list("name", flat=True))


def confirm(client, *images, **headers):
    chosen = [one.digest for one in images]
    asked = client.get(DELETE, {"digest": chosen}).content.decode()
    seal = re.search(r'name="seal" value="([^"]*)"', asked)
    return {"digest": chosen, "seal": seal[1] if seal else ""}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("who", "status"), [("bob", 403), (None, 302)])
def test_it_refuses_who_may_not_delete(client, pushed, method, who, status):
    if who:
        client.force_login(getattr(pushed, who))

    response = getattr(client, method)(DELETE, {"digest": ONE.digest})

    assert response.status_code == status
    assert names(pushed) == {"1.0", "2.0", "latest"}


def test_it_hides_what_is_private(client, pushed):
    client.force_login(pushed.charlie)

    assert client.get("/alice/notes/tags/-/delete/").status_code == 404


@pytest.mark.parametrize("address", [DELETE, "/alice/app/tags/1.0/delete/"])
def test_an_archive_is_not_changed(client, pushed, address):
    services.archive(repository=pushed.app, by=by(pushed.alice))
    client.force_login(pushed.alice)

    response = client.post(address, {"digest": ONE.digest})

    assert response.status_code == 403
    assert "alice/app is archived." in response.content.decode()
    assert names(pushed) == {"1.0", "2.0", "latest"}
    assert "Choose 1.0" not in read(client, "/alice/app/tags/").html


@pytest.mark.parametrize("chosen", [[], ["x"], ["sha256:" + "0" * 64], ["%00"]])
def test_it_leads_back_where_nothing_was_chosen(client, pushed, chosen):
    client.force_login(pushed.alice)

    for method in (client.get, client.post):
        response = method(DELETE, {"digest": chosen})
        assert response["Location"] == "/alice/app/tags/"


def test_a_platform_of_an_image_that_stays_is_refused(client, pushed):
    push(pushed.app, index(TWO), tag="index", by=by(pushed.alice))
    client.force_login(pushed.alice)

    asked = read(client, f"{DELETE}?digest={TWO.digest}")
    response = client.post(DELETE, confirm(client, TWO))

    assert "is a platform of an image that stays." in asked.text
    assert response.status_code == 422
    assert "2.0" in names(pushed)


def test_it_says_what_goes_and_what_is_freed(client, pushed):
    client.force_login(pushed.alice)

    text = read(client, f"{DELETE}?digest={ONE.digest}").text

    assert "Delete 1 image?" in text
    assert "2 tags stop working for docker pull now: 1.0 latest" in text
    size = sizes.bytes(sum(map(len, ONE.blobs)))
    assert f"{size} of this repository is freed" in text
    assert names(pushed) == {"1.0", "2.0", "latest"}


def test_it_deletes_what_was_chosen(client, pushed):
    client.force_login(pushed.alice)

    response = client.post(DELETE, confirm(client, ONE), follow=True)

    assert "1 manifest is deleted." in response.content.decode()
    assert names(pushed) == {"2.0"}


def test_it_asks_again_where_a_tag_came_meanwhile(client, pushed):
    client.force_login(pushed.alice)
    form = confirm(client, ONE)
    push(pushed.app, ONE, tag="new", by=by(pushed.bob))

    response = client.post(DELETE, form)

    assert response.status_code == 422
    assert "Nothing was deleted." in response.content.decode()
    assert "new" in names(pushed)
