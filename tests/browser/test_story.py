"""A newcomer's first hour: an account, a repository, a push, its tag, its page, a token, and what is in the way."""

import re

import pytest
from playwright.sync_api import expect

from hub.repositories.models import Repository
from tests.browser import ways
from tests.clients.images import docker_archive, layer

pytestmark = pytest.mark.one_pair

PASSWORD = "ferry-timetable-9"
WAYS = {
    "wide": ways.WIDE,
    "phone": ways.PHONE,
    "no scripts": ways.WIDE | {"java_script_enabled": False},
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_first_hour(visitor, docker, way):
    page = visitor(**way)
    look = ways.look if way.get("java_script_enabled", True) else lambda page: None

    sign_up(page, "dave")
    see_what_to_do(page)
    look(page)
    create_repository(page, "ferry", description="Timetable of the ferry")
    look(page)
    do_as_the_page_says(page, docker, "dave")
    see_the_tag(page)
    look(page)
    write_the_overview(page)
    look(page)
    star_it(page)
    log_in_with_a_token(page, docker, look)
    find_it(page)
    delete_it(page)
    assert not Repository.objects.existing().exists()
    sign_out(page)
    look(page)


def sign_up(page, name):
    page.goto("/")
    ways.open_menu(page)
    main(page).get_by_role("link", name="Create account").click()
    page.get_by_role("textbox", name="Username").fill(name)
    page.get_by_role("textbox", name="Email").fill(f"{name}@mail.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()


def see_what_to_do(page):
    for address, heading in [("", "My repositories"), ("/", "Welcome, dave")]:
        if address:
            page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        said = [text.split()[1] for text in commands(page)]
        assert said == ["login", "tag", "push"]


def create_repository(page, name, *, description):
    ways.go(page, "Create repository")
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

    row.get_by_role("link", name="1.0", exact=True).click()
    expect(page.get_by_role("region", name="Layers")).to_contain_text("1 layer")
    expect(page.get_by_role("region", name="Config")).to_be_visible()


def write_the_overview(page):
    repository_tabs(page).get_by_role("link", name="Settings").click()
    page.get_by_role("textbox", name="Overview").fill("## When it leaves\n\n*Soon.*")
    page.get_by_role("button", name="Preview").click()
    preview = page.get_by_role("region", name="Preview")
    expect(preview.get_by_role("heading", name="When it leaves")).to_be_visible()

    page.get_by_role("button", name="Save changes").click()
    repository_tabs(page).get_by_role("link", name="Overview").click()
    heading = page.get_by_role("heading", name="When it leaves")
    expect(heading).to_be_visible()


def star_it(page):
    page.get_by_role("button", name="Star", exact=True).click()
    star = page.get_by_role("button", name="Star", exact=True, pressed=True)
    expect(star).to_contain_text("1")


def log_in_with_a_token(page, docker, look):
    ways.open_account(page, "dave")
    page.get_by_role("link", name="Access tokens").first.click()
    page.get_by_role("textbox", name="Name").fill("laptop")
    page.get_by_role("radio", name="Read, write", exact=True).check()
    page.get_by_role("button", name="Create token").click()
    expect(page.get_by_role("main")).to_contain_text("Copy it now.")
    look(page)
    # The command stands above the secret, and asks for it.
    login = next(text for text in commands(page) if "login" in text).split()[1:]
    made = page.get_by_role("region", name="Token “laptop” is ready.")
    secret = made.get_by_role("code").first.inner_text().strip()
    docker(*login, "--password-stdin", input=secret)


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


def sign_out(page):
    ways.open_account(page, "dave")
    page.get_by_role("button", name="Sign out").click()
    ways.open_menu(page)
    expect(main(page).get_by_role("link", name="Sign in").first).to_be_visible()


def main(page):
    return page.get_by_role("navigation", name="Main")


def repository_tabs(page):
    return page.get_by_role("navigation", name="Repository")
