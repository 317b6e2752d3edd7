"""From a report to a decision and back: what operators do, and what those see whom it hits."""

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.clients.images import docker_archive, layer
from tests.world import PASSWORD, person

pytestmark = pytest.mark.one_pair

LOOKS = {
    "light, wide": {"color_scheme": "light", "viewport": axe.DESK},
    "dark, phone": {"color_scheme": "dark", "viewport": axe.PHONE},
}


@pytest.mark.parametrize("look", LOOKS)
def test_an_operator_moderates(visitor, hub, world, docker, look):
    operator = person("olga", is_staff=True, is_superuser=True)
    looks = LOOKS[look] | {"reduced_motion": "reduce"}
    charlies, olgas, alices = (
        visitor(user, **looks) for user in (world.charlie, operator, world.alice)
    )
    pushed = push_an_image(docker, hub, "alice/app")

    report(charlies)
    decide(olgas)
    see_why(alices)
    see_nothing(charlies)
    refused = docker("pull", pushed, check=False)
    assert "alice is suspended: Take 1.0 down." in refused.stderr
    restore(olgas)
    docker("pull", pushed)
    alices.reload()
    expect(main(alices)).to_contain_text("alice/app")


def push_an_image(docker, hub, name):
    tag = f"localhost:{hub.port}/{name}:1.0"
    docker("login", f"localhost:{hub.port}", "-ualice", f"-p{PASSWORD}")
    docker("load", input=docker_archive(layer(), names=[tag]))
    docker("push", tag)
    docker("rmi", tag)
    return tag


def report(page):
    page.goto("/alice/app/")
    page.get_by_role("link", name="Report").click()
    page.get_by_label("What is wrong?").select_option("Harmful software")
    page.get_by_label("What did you see?").fill("1.0 mines coins.")
    is_well(page)
    page.get_by_role("button", name="Send report").click()
    expect(main(page)).to_contain_text("The people who run this hub will look.")


def decide(page):
    page.goto("/admin/")
    main(page).get_by_role("link", name="Reports", exact=True).click()
    expect(main(page)).to_contain_text("alice/app")
    is_well(page)
    main(page).get_by_role("link", name="alice/app").first.click()
    expect(main(page)).to_contain_text("1.0 mines coins.")
    page.get_by_label("Decision:").select_option("Suspend the namespace")
    page.get_by_label("Note:").fill("Take 1.0 down.")
    is_well(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()


def see_why(page):
    page.goto("/repositories/")
    expect(main(page)).to_contain_text("alice is suspended. Take 1.0 down.")
    is_well(page)


def see_nothing(page):
    page.goto("/alice/app/")
    expect(main(page)).to_contain_text("This berth is empty")


def restore(page):
    page.goto("/admin/namespaces/namespace/?q=alice")
    page.get_by_role("checkbox", name="Select this object").check()
    page.get_by_label("Action:").select_option("Restore")
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_label("Reason:").fill("It was taken down.")
    is_well(page)
    page.get_by_role("button", name="Yes, do it").click()
    expect(page.get_by_role("checkbox", name="Select this object")).to_be_visible()


def main(page):
    return page.get_by_role("main")


def is_well(page):
    page.wait_for_load_state()
    page.evaluate(axe.SCRIPT)
    assert list(axe.violations(page, axe.EVERYTHING)) == []
