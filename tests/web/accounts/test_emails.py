"""The addresses of an account, on its page."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from hub.accounts import emails
from hub.accounts.models import User
from hub.limits import Rate
from tests.web.accounts.mailbox import link_in
from tests.world import PASSWORD, by, person

pytestmark = pytest.mark.django_db

URL = "/account/email/"
NEW = "new@mail.example"


@pytest.fixture
def alice():
    return person("alice")


@pytest.fixture
def signed_in(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def with_mail(settings):
    settings.HAS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def change(client, email=NEW, password=PASSWORD):
    return client.post(URL, {"email": email, "current_password": password})


def address():
    return User.objects.get(username="alice").email


def test_a_stranger_is_asked_to_sign_in(client, alice):
    assert change(client)["Location"] == f"/account/sign-in/?next={URL}"


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [
        ("bob@mail.example", PASSWORD, "email"),
        ("ALICE@mail.example", PASSWORD, "email"),
        ("nowhere", PASSWORD, "email"),
        ("", PASSWORD, "email"),
        ("a\x00@mail.example", PASSWORD, "email"),
        (NEW, "wrong", "current_password"),
        (NEW, "", "current_password"),
    ],
)
def test_it_refuses(signed_in, email, password, field):
    person("bob")

    response = change(signed_in, email, password)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert address() == "alice@mail.example"


def test_without_the_password_nobody_learns_who_has_an_address(signed_in):
    person("bob")

    response = change(signed_in, "bob@mail.example", "wrong")

    assert "email" not in response.context["form"].errors


def test_without_mail_it_changes_at_once(signed_in, run_jobs):
    assert change(signed_in)["Location"] == URL

    assert address() == NEW
    page = signed_in.get(URL).content.decode()
    assert f"Your address is {NEW} now." in page
    assert EmailAddress.objects.get().email == NEW
    assert signed_in.post("/account/sign-out/").status_code == 302
    signed_in = signed_in.post(
        "/account/sign-in/", {"username": NEW.upper(), "password": PASSWORD}
    )
    assert signed_in.status_code == 302


def test_with_mail_an_address_is_added_confirmed_and_made_primary(
    signed_in, with_mail, run_jobs
):
    change(signed_in)
    assert address() == "alice@mail.example"
    assert "Waits to be confirmed" in signed_in.get(URL).content.decode()

    run_jobs()
    assert mail.outbox[0].to == [NEW]
    signed_in.post(link_in(mail.outbox[0]))
    assert address() == "alice@mail.example"
    signed_in.post(f"{URL}{row(NEW).pk}/primary/")

    assert address() == NEW
    run_jobs()
    assert mail.outbox[1].to == ["alice@mail.example"]
    assert NEW in mail.outbox[1].body


def row(email):
    return EmailAddress.objects.get(email=email, user__username="alice")


def test_an_address_that_waits_is_not_made_primary(signed_in, with_mail):
    change(signed_in)

    page = signed_in.post(f"{URL}{row(NEW).pk}/primary/", follow=True)

    assert "Confirm your email address first" in page.content.decode()
    assert address() == "alice@mail.example"


def test_the_page_says_the_same_whoever_has_the_address(signed_in, with_mail, run_jobs):
    bob = person("bob", is_email_confirmed=True)

    taken = change(signed_in, bob.email)
    told = signed_in.get(URL).content.decode()
    free = change(signed_in)
    run_jobs()

    assert taken.status_code == free.status_code == 302
    assert f"A link is on its way to {bob.email}." in told
    to_bob, to_new = mail.outbox
    assert "belongs to yours already" in to_bob.body
    assert "http" not in to_bob.body
    assert link_in(to_new)


def test_an_address_is_removed_and_its_link_ends(signed_in, with_mail, run_jobs):
    change(signed_in)
    run_jobs()
    page = f"{URL}{row(NEW).pk}/remove/"
    assert f"Remove {NEW}?" in signed_in.get(page).content.decode()

    assert signed_in.post(page)["Location"] == URL

    assert signed_in.get(link_in(mail.outbox[0])).status_code == 404
    assert signed_in.post(link_in(mail.outbox[0])).status_code == 404


def test_the_primary_address_stays(signed_in):
    page = signed_in.post(f"{URL}{row(address()).pk}/remove/", follow=True)

    assert "is the primary address" in page.content.decode()
    assert address() == "alice@mail.example"


@pytest.mark.parametrize("act", ["link", "primary", "remove"])
def test_the_address_of_another_is_not_there(signed_in, act):
    bob = person("bob")
    theirs = EmailAddress.objects.get(user=bob)

    assert signed_in.post(f"{URL}{theirs.pk}/{act}/").status_code == 404
    signed_in.logout()
    assert "sign-in" in signed_in.post(f"{URL}{theirs.pk}/{act}/")["Location"]


def test_a_link_is_sent_again_as_often_as_the_limit_allows(
    signed_in, with_mail, settings, run_jobs
):
    settings.HUB_LIMIT_MAIL = Rate(2, 3600)
    change(signed_in)
    for _ in range(3):
        signed_in.post(f"{URL}{row(NEW).pk}/link/")
    run_jobs()

    assert len(mail.outbox) == 2
    assert "Too many tries." in signed_in.get(URL).content.decode()


def test_a_confirmed_address_receives_the_link_for_a_password(
    signed_in, with_mail, run_jobs
):
    change(signed_in)
    signed_in.logout()
    ask = "/account/password/reset/"
    signed_in.post(ask, {"email": NEW})
    EmailAddress.objects.filter(email=NEW).update(verified=True)
    signed_in.post(ask, {"email": NEW.upper()})
    run_jobs()

    subjects = [(message.to, message.subject) for message in mail.outbox]
    assert subjects == [([NEW], "Set a new password for Berth")]


def test_a_link_works_once(signed_in, with_mail, run_jobs):
    change(signed_in)
    run_jobs()
    link = link_in(mail.outbox[0])
    signed_in.post(link)

    assert signed_in.get(link).status_code == 404
    assert signed_in.post(link).status_code == 404


def test_an_address_that_somebody_took_meanwhile_is_refused_in_words(
    signed_in, with_mail, run_jobs
):
    change(signed_in)
    run_jobs()
    bob = person("bob")
    emails.change(user=bob, email=NEW, is_confirmed=True, by=by(bob))

    response = signed_in.post(link_in(mail.outbox[0]), follow=True)

    assert response.status_code == 200
    assert "Somebody already signed up with" in response.content.decode()
    assert address() == "alice@mail.example"


def test_whoever_is_signed_in_as_another_is_signed_out_first(
    signed_in, with_mail, run_jobs
):
    change(signed_in)
    run_jobs()
    signed_in.force_login(person("bob"))

    signed_in.get(link_in(mail.outbox[0]))

    assert "_auth_user_id" not in signed_in.session


def test_mail_to_one_box_is_not_sent_for_ever(signed_in, with_mail, settings):
    settings.HUB_LIMIT_MAIL = Rate(1, 3600)
    assert change(signed_in).status_code == 302
    EmailAddress.objects.get(email=NEW).delete()

    assert change(signed_in).status_code == 429


@pytest.mark.parametrize("key", ["x", "a:b:c", "MQ:1vAAAA:forged", "é:ü"])
def test_a_forged_link_has_ended(client, key):
    response = client.get(f"/account/confirm-email/{key}/")

    assert response.status_code == 404
    assert "This link has ended" in response.content.decode()


def test_mail_is_in_the_language_of_the_page(signed_in, with_mail, run_jobs):
    signed_in.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"

    change(signed_in)
    run_jobs()
    signed_in.post(link_in(mail.outbox[0]))
    signed_in.post(f"{URL}{row(NEW).pk}/primary/")
    run_jobs()

    assert [message.subject for message in mail.outbox] == [
        "Berth에서 쓸 주소를 확인하세요",
        "Berth의 주소가 바뀌었습니다",
    ]
