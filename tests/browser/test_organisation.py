"""An organisation with two teams, from its name on: what its pages say somebody may, skopeo finds too."""

from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from playwright.sync_api import expect

from tests.browser import axe, layout
from tests.browser.conftest import session_of
from tests.clients.containers import Skopeo
from tests.clients.images import Layout, layer
from tests.web.accounts.mailbox import link_in
from tests.world import PASSWORD

pytestmark = [pytest.mark.one_pair, pytest.mark.needs("skopeo")]


@dataclass
class Address:
    """Where skopeo finds the hub."""

    host: str
    certificate = None

    def __str__(self):
        return self.host


@pytest.fixture
def mailing_hub(start_hub):
    """Its mail waits for a worker, and there is none but the test."""
    return start_hub(EMAIL_URL="smtp://127.0.0.1:9")


@pytest.fixture
def page_of(mailing_hub, new_context):
    def open_page(user):
        context = new_context(base_url=mailing_hub.url)
        context.add_init_script(axe.SCRIPT)
        context.add_cookies([session_of(user, mailing_hub.url)])
        return context.new_page()

    return open_page


@pytest.fixture
def skopeo_of(mailing_hub, tmp_path):
    def log_in(name, secret=PASSWORD):
        client = Skopeo(tmp_path / name, registry=Address(mailing_hub.host))
        return client.log_in(name, secret)

    return log_in


@pytest.fixture
def image(tmp_path):
    made = Layout(tmp_path / "layout")
    made.add_image(layer())
    return made


def test_an_organisation_with_two_teams(world, page_of, skopeo_of, image, run_jobs):
    alice, bob, charlie = map(page_of, (world.alice, world.bob, world.charlie))
    EmailAddress.objects.update(verified=True)

    create_organisation(alice, "pier")
    create_repository(alice, "ledger", "Private")
    create_repository(alice, "web", "Public")
    create_team(alice, "builders", {"ledger": "write", "web": "write"})
    create_team(alice, "readers", {"ledger": "read"})
    invite(alice, "bob", "builders")
    invite(alice, "charlie@mail.example", "readers")
    accept_on_the_page(bob, "builders")
    run_jobs()
    accept_by_mail(charlie, "readers")

    of_bob, of_charlie = skopeo_of("bob"), skopeo_of("charlie")
    of_bob.push(image, "pier/ledger:1.0")
    of_charlie.pull("pier/ledger:1.0")
    refuses(of_charlie, image, "pier/ledger:2.0")
    refuses(of_charlie, image, "pier/web:1.0")
    refuses(of_bob, image, "pier/new:1.0")
    sees(bob, "pier/ledger", may_push=True)
    sees(charlie, "pier/ledger", may_push=False)

    secret = create_token(alice, "ci", "web")
    machine = skopeo_of("pier", secret)
    machine.push(image, "pier/web:2.0")
    refuses(machine, image, "pier/ledger:2.0")
    alice.goto("/pier/-/activity/")
    expect(main(alice)).to_contain_text("token ci of pier")

    remove(alice, "bob")
    refuses(of_bob, image, "pier/ledger:3.0")
    assert bob.goto("/pier/ledger/").status == 404


def look(page):
    """In both themes, at every width."""
    page.evaluate(axe.SCRIPT)
    found = [*layout.faults(page), *axe.faults(page)]
    page.set_viewport_size(axe.DESK)
    assert found == [], page.url


def create_organisation(page, name):
    page.goto("/orgs/")
    press_link(page, "Create organisation")
    page.get_by_role("textbox", name="Name").fill(name)
    press(page, "Create organisation")
    expect(main(page)).to_contain_text(f"{name} is ready. You own it.")


def create_repository(page, name, visibility):
    page.goto("/new/?namespace=pier")
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("radio", name=visibility, exact=True).check()
    press(page, "Create repository")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"pier / {name}")


def create_team(page, name, roles):
    page.goto("/pier/-/teams/")
    page.get_by_role("textbox", name="Name").fill(name)
    press(page, "Create team")
    for repository, role in roles.items():
        page.get_by_role("textbox", name="Repository").fill(repository)
        page.get_by_label("Role", exact=True).select_option(role)
        press(page, "Add repository")
        expect(main(page)).to_contain_text(f"pier/{repository} is open to the team")
    look(page)


def invite(page, to, team):
    page.goto("/pier/-/members/")
    press_link(page, "Invite people")
    page.get_by_role("textbox", name="Username or email").fill(to)
    page.get_by_label("Team", exact=False).select_option(team)
    press(page, "Send invitation")
    expect(main(page)).to_contain_text(f"{to} is invited.")


def accept_on_the_page(page, team):
    page.goto("/orgs/")
    press_link(page, "Answer pier…")
    accept(page, team)


def accept_by_mail(page, team):
    page.goto(link_in(mail.outbox[-1]))
    accept(page, team)


def accept(page, team):
    expect(main(page)).to_contain_text(f"You join the team {team}.")
    look(page)
    press(page, "Accept invitation")
    expect(main(page)).to_contain_text("You are a member of pier now.")


def refuses(client, image, name):
    refused = client("copy", image, client.address(name), check=False)
    assert refused.returncode
    assert "may not" in refused.stderr


def sees(page, name, *, may_push):
    """Whoever may push has its activity."""
    assert page.goto(f"/{name}/").status == 200
    activity = page.get_by_role("link", name="Activity", exact=True)
    expect(activity).to_have_count(1 if may_push else 0)


def create_token(page, name, repositories):
    page.goto("/pier/")
    press_link(page, "Access tokens")
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("textbox", name="Limited to").fill(repositories)
    press(page, "Create token")
    expect(main(page)).to_contain_text(f"Token “{name}” is ready.")
    look(page)
    secret = page.get_by_role("button", name="Copy access token")
    return secret.get_attribute("data-copy")


def remove(page, name):
    page.goto("/pier/-/members/")
    press_link(page, f"Remove {name}…")
    press(page, f"Remove {name}")
    expect(main(page)).to_contain_text(f"{name} is no member any more.")


def main(page):
    return page.get_by_role("main")


def press(page, name):
    main(page).get_by_role("button", name=name, exact=True).click()


def press_link(page, name):
    main(page).get_by_role("link", name=name, exact=True).first.click()
