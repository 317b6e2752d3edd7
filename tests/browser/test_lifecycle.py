"""A repository's later life: another name by which docker still pulls, the archive, its end, and the end undone."""

import pytest
from playwright.sync_api import expect

from tests.browser import ways
from tests.browser.ways import look
from tests.clients.images import docker_archive, layer
from tests.world import PASSWORD

pytestmark = pytest.mark.one_pair


@ways.both_ways
def test_from_another_name_to_the_end_and_back(visitor, hub, world, docker, way):
    host = f"localhost:{hub.port}"
    docker("login", host, "-u", "alice", "--password-stdin", input=PASSWORD)
    pushed = f"{host}/alice/notes:1.0"
    docker("load", input=docker_archive(layer(), names=[pushed]))
    docker("push", pushed)
    docker("rmi", pushed)
    page = visitor(world.alice, **way)

    rename(page, "notes", "diary")
    docker("pull", pushed)
    follow_an_old_link(page)
    archive_and_take_out(page)
    delete_and_undo(page)

    docker("pull", f"{host}/alice/diary:1.0")


def rename(page, old, new):
    page.goto(f"/alice/{old}/settings/")
    page.get_by_role("link", name="Rename or transfer…").click()
    page.get_by_role("textbox", name="Name", exact=True).fill(new)
    look(page)
    confirm(page, f"alice/{old}", "Rename or transfer")
    says(page, f"alice/{old} is now alice/{new}.")
    look(page)


def follow_an_old_link(page):
    page.goto("/alice/notes/tags/")
    expect(page).to_have_url("/alice/diary/tags/")
    expect(page.get_by_role("table", name="Tags")).to_contain_text("1.0")


def archive_and_take_out(page):
    page.goto("/alice/diary/settings/")
    page.get_by_role("link", name="Archive…").click()
    confirm(page, "alice/diary", "Archive repository")
    says(page, "It can still be pulled.")
    look(page)
    page.get_by_role("button", name="Unarchive").click()
    says(page, "alice/diary is out of the archive.")


def delete_and_undo(page):
    page.get_by_role("link", name="Delete repository…").click()
    confirm(page, "alice/diary", "Delete repository")
    says(page, "alice/diary is deleted.")
    look(page)
    page.get_by_role("button", name="Undo").click()
    says(page, "alice/diary is back, with everything that was in it.")
    look(page)


def confirm(page, name, button):
    pressed = page.get_by_role("button", name=button, exact=True)
    expect(pressed).to_be_disabled()
    page.get_by_role("textbox", name=f"Type {name} to confirm").fill(name)
    pressed.click()


def says(page, words):
    expect(page.get_by_role("main")).to_contain_text(words)
