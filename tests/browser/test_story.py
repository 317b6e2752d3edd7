"""The way everybody goes first: an account, a repository, a push, its tags, finding it, deleting it."""

import re

import pytest
from playwright.sync_api import expect

from hub.repositories.models import Repository
from tests.clients.images import docker_archive, layer

pytestmark = pytest.mark.one_pair

PASSWORD = "ferry-timetable-9"


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_sign_up_to_the_end_of_a_repository(visitor, docker, has_scripts):
    page = visitor(java_script_enabled=has_scripts)

    sign_up(page, "dave")
    create_repository(page, "ferry", description="Timetable of the ferry")
    do_as_the_page_says(page, docker, "dave")
    see_the_tag(page)
    find_it(page)
    delete_it(page)

    assert not Repository.objects.existing().exists()


def sign_up(page, name):
    page.goto("/")
    main(page).get_by_role("link", name="Create account").click()
    page.get_by_role("textbox", name="Username").fill(name)
    page.get_by_role("textbox", name="Email").fill(f"{name}@mail.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("button", name=f"Account menu, {name}")).to_be_visible()


def create_repository(page, name, *, description):
    main(page).get_by_role("link", name="Create repository").click()
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("textbox", name="Description").fill(description)
    page.get_by_role("radio", name="Public").check()
    page.get_by_role("button", name="Create repository").click()
    heading = page.get_by_role("heading", level=1, name=f"dave / {name}")
    expect(heading).to_be_visible()


def do_as_the_page_says(page, docker, name):
    """The commands as they are shown, but for the name of the image that she has and the password."""
    login, tag, push = (text.split()[1:] for text in commands(page))
    docker("load", input=docker_archive(layer(), names=["ferry:latest"]))
    docker(*login, "--username", name, "--password-stdin", input=PASSWORD)
    docker(*tag)
    docker(*push)


def commands(page):
    return [
        text
        for text in page.get_by_role("code").all_inner_texts()
        if text.startswith("docker ")
    ]


def see_the_tag(page):
    page.reload()
    repository_tabs(page).get_by_role("link", name="Tags").click()
    row = page.get_by_role("table", name="Tags").get_by_role("row", name="1.0")
    expect(row).to_contain_text("amd64")
    expect(row).to_contain_text("by dave")


def find_it(page):
    box = page.get_by_role("searchbox", name="Search images")
    box.fill("timeta")
    box.press("Enter")
    page.get_by_role("link", name=re.compile("dave.*ferry")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("ferry"))


def delete_it(page):
    repository_tabs(page).get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Delete repository…").or_(
        page.get_by_role("button", name="Delete repository…")
    ).click()
    page.get_by_role("textbox", name="Type dave/ferry to confirm").fill("dave/ferry")
    page.get_by_role("button", name="Delete repository", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("dave/ferry")


def main(page):
    return page.get_by_role("navigation", name="Main")


def repository_tabs(page):
    return page.get_by_role("navigation", name="Repository")
