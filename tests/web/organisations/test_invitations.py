"""Inviting people, and what they find."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from hub.limits import Rate
from hub.namespaces import organisations
from hub.namespaces.models import INVITATION_LIFE, Invitation
from tests.web.accounts.mailbox import link_in
from tests.web.reading import Page, read
from tests.world import by, person

pytestmark = pytest.mark.django_db

URL = "/harbour/-/invitations/"
MINE = "/orgs/"


@pytest.fixture(autouse=True)
def with_mail(settings):
    settings.HAS_MAIL = True


@pytest.fixture
def signed_in(client, world, harbour):
    client.force_login(world.alice)
    return client


@pytest.fixture
def dora(harbour):
    return person("dora", is_email_confirmed=True)


def invite(client, to, role="member", **options):
    return client.post(URL, {"to": to, "role": role}, **options)


def link(client, run_jobs, to):
    """The one that is sent to whoever is invited."""
    invite(client, to)
    run_jobs()
    return link_in(mail.outbox[-1])


@pytest.mark.parametrize("who", [None, "bob", "charlie"])
def test_it_is_the_owners_alone(client, world, harbour, who):
    if who:
        client.force_login(getattr(world, who))

    assert client.get(URL).status_code == 403
    assert invite(client, "dora").status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("", "This field is required."),
        ("nobody", "Nobody here is called nobody."),
        ("harbour", "Nobody here is called harbour."),
        ("bob", "bob is a member of harbour already."),
        ("no@where", "valid email"),
        ("@", "valid email"),
        ("a\x00b", "Null characters"),
        ("x" * 5000, "at most 254 characters"),
    ],
)
def test_it_refuses(signed_in, to, words):
    response = invite(signed_in, to)

    assert response.status_code == 422
    assert words in " ".join(response.context["form"].errors["to"])
    assert Page(response).text.count("Whoever accepts an invitation") == 1
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["", "chief", "a\x00b"])
def test_it_refuses_what_is_no_role(signed_in, dora, role):
    assert invite(signed_in, "dora", role).status_code == 422


def test_without_mail_nobody_is_invited_by_address(signed_in, dora, settings):
    settings.HAS_MAIL = False

    assert "sends no mail" in Page(invite(signed_in, dora.email)).text
    assert invite(signed_in, "dora").status_code == 302


def test_it_does_not_tell_who_has_an_address(signed_in, world, dora):
    """Not even whether a member has it."""

    def answered(to):
        page = Page(invite(signed_in, to, follow=True))
        return page.status, page.text.partition("Members /")[0].replace(to, "the one")

    Invitation.objects.all().delete()
    unknown = answered("nobody@mail.example")
    Invitation.objects.all().delete()
    known = answered(dora.email)
    Invitation.objects.all().delete()
    assert answered(world.bob.email) == known == unknown


def test_mail_to_one_person_is_limited(signed_in, dora, settings, run_jobs):
    settings.HUB_LIMIT_MAIL = Rate(1, 3600)
    invite(signed_in, "dora")
    pk = Invitation.objects.get().pk

    again = signed_in.post(f"{URL}{pk}/again/", follow=True)
    signed_in.post(f"{URL}{pk}/withdraw/")

    assert "Too many tries." in Page(again).text
    assert invite(signed_in, "dora").status_code == 429
    # Which address is hers is not told by that.
    assert invite(signed_in, dora.email).status_code == 302


@pytest.mark.parametrize("what", ["again", "withdraw"])
def test_anothers_invitations_are_not_there(signed_in, world, dora, what):
    invite(signed_in, "dora")
    pk = Invitation.objects.get().pk
    signed_in.post("/orgs/new/", {"name": "quay"})

    for number in (pk, 10**30):
        there = f"/quay/-/invitations/{number}/{what}/"
        assert signed_in.post(there).status_code == 404
    assert Invitation.objects.filter(pk=pk).exists()


def test_it_lists_who_is_invited(signed_in, dora):
    invite(signed_in, "dora", "editor")
    invite(signed_in, "erik@mail.example")
    Invitation.objects.filter(user=dora).update(
        sent_at=Invitation.objects.first().sent_at - INVITATION_LIFE
    )

    text = read(signed_in, URL).text
    assert "dora Editor none Ended" in text
    assert "erik@mail.example Member" in text

    pk = Invitation.objects.get(user=dora).pk
    signed_in.post(f"{URL}{pk}/again/")
    assert "Ended" not in read(signed_in, URL).text
    signed_in.post(f"{URL}{pk}/withdraw/")
    assert "dora" not in read(signed_in, URL).text.partition("Pending")[2]


@pytest.mark.parametrize("to", ["dora", "dora@mail.example"])
def test_the_link_leads_in(signed_in, client, dora, harbour, run_jobs, to):
    path = link(signed_in, run_jobs, to)
    assert mail.outbox[0].to == [dora.email]
    client.logout()
    assert client.get(path)["Location"].startswith("/account/sign-in/?next=")

    client.force_login(dora)
    assert "alice invites you as Member" in read(client, path).text
    assert harbour.role(dora) is None

    assert client.post(path, {"accept": ""})["Location"] == "/harbour/"
    assert harbour.role(dora) == "member"
    assert read(client, path).status == 404


def test_a_declined_one_is_over(signed_in, client, dora, harbour, run_jobs):
    path = link(signed_in, run_jobs, "dora")
    client.force_login(dora)

    client.post(path, {"decline": ""})

    assert harbour.role(dora) is None
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("to", ["dora", "dora@mail.example"])
def test_a_wrong_person_reads_that_it_has_ended(
    signed_in, client, dora, harbour, run_jobs, to
):
    path = link(signed_in, run_jobs, to)
    sten = person("sten")
    client.force_login(sten)

    for answer in (client.get(path), client.post(path, {"accept": ""})):
        assert answer.status_code == 404
        assert "This invitation has ended" in Page(answer).text
    assert harbour.role(sten) is None


@pytest.mark.parametrize("key", ["x", "a:b:c", "%00", "MQ:1aaaaa:" + "x" * 43])
def test_a_forged_link_leads_nowhere(signed_in, key):
    assert signed_in.get(f"/orgs/invitations/key/{key}/").status_code == 404


def test_one_that_was_withdrawn_meanwhile_sends_no_mail(signed_in, dora, run_jobs):
    invite(signed_in, "dora")
    signed_in.post(f"{URL}{Invitation.objects.get().pk}/withdraw/")

    run_jobs()

    assert mail.outbox == []


def test_what_waits_for_me_is_among_my_organisations(signed_in, client, dora):
    invite(signed_in, "dora")
    client.force_login(dora)

    page = read(client, MINE)

    assert "alice invites you." in page.text
    (path,) = [link for link in page.links if "/invitations/key/" in link]
    assert client.post(path, {"accept": ""}).status_code == 302
    assert "harbour Member" in read(client, MINE).text


def test_by_address_it_waits_for_whoever_confirmed_it(signed_in, client, dora):
    invite(signed_in, dora.email)
    client.force_login(dora)
    assert "alice invites you." in read(client, MINE).text

    EmailAddress.objects.filter(user=dora).update(verified=False)
    assert "invites you" not in read(client, MINE).text


def test_nobody_sees_those_of_others(signed_in, client, dora):
    assert client.get(MINE).status_code == 200
    invite(signed_in, "dora")
    client.force_login(person("sten"))

    text = read(client, MINE).text

    assert "invites you" not in text
    assert "You are in no organisation yet" in text


def test_lists_ask_a_fixed_number_of_questions(
    signed_in, harbour, django_assert_max_num_queries
):
    for number in range(5):
        invite(signed_in, person(f"mate-{number}").username)
        signed_in.post("/orgs/new/", {"name": f"quay-{number}"})

    with django_assert_max_num_queries(9):
        signed_in.get(URL)
    with django_assert_max_num_queries(9):
        signed_in.get(MINE)


# Into a team


def test_it_offers_the_teams_of_the_organisation(signed_in, world, harbour):
    quay = organisations.create(name="quay", user=world.alice, by=by(world.alice))
    quay.teams.create(name="pilots")

    html = read(signed_in, URL).html

    assert '<option value="crew">crew</option>' in html
    assert "pilots" not in html


@pytest.mark.parametrize("team", ["pilots", "a\x00b", "1"])
def test_it_refuses_what_is_no_team(signed_in, dora, team):
    response = signed_in.post(URL, {"to": "dora", "role": "member", "team": team})

    assert response.status_code == 422
    assert "team" in response.context["form"].errors
    assert not Invitation.objects.exists()


def test_the_invitation_says_which_team_and_leads_there(
    signed_in, client, dora, harbour, run_jobs
):
    signed_in.post(URL, {"to": "dora", "role": "member", "team": "crew"})
    assert "dora Member crew" in read(signed_in, URL).text
    run_jobs()
    assert "into the team crew of the organisation harbour" in mail.outbox[-1].body
    path = link_in(mail.outbox[-1])
    client.force_login(dora)
    assert "You join the team crew" in read(client, path).text

    client.post(path, {"accept": ""})

    assert harbour.crew.memberships.filter(user=dora).exists()
