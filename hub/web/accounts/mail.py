"""The mail an account gets. Jobs send it: a page does not wait for a mail server, and one that is away is tried again.

A job knows whom it writes to and makes the link itself, so that no link that opens an account lies in the table of jobs.
Mail about what one does oneself is in the language of the page that it comes from, other mail in the reader's own.
"""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, get_emailconfirmation_model
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from hub.accounts.letters import send
from hub.accounts.models import User
from hub.jobs import job


@job(retries=6, backoff=10)
def send_reset_link(user_id, origin, language="en", email=""):
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        key = default_token_generator.make_token(user)
        path = reverse(
            "account_reset_password_from_key", args=[user_pk_to_url_str(user), key]
        )
        send(
            "accounts/mail/reset.txt",
            language=language,
            to=email or user.email,
            user=user,
            link=origin + path,
        )


@job(retries=6, backoff=10)
def send_confirmation_link(address_id, origin, language="en"):
    address = EmailAddress.objects.filter(pk=address_id, verified=False).first()
    if address:
        key = get_emailconfirmation_model().create(address).key
        path = reverse("account_confirm_email", args=[key])
        send(
            "accounts/mail/confirm.txt",
            language=language,
            to=address.email,
            user=address.user,
            link=origin + path,
        )


@job(retries=6, backoff=10)
def send_taken_notice(email, language="en"):
    """In place of the link, to whoever has the address already: the page that asked says the same for all."""
    send("accounts/mail/taken.txt", language=language, to=email)


@job(retries=6, backoff=10)
def send_password_notice(user_id, origin, language="en"):
    user = User.objects.get(pk=user_id)
    link = origin + reverse("account_reset_password")
    send(
        "accounts/mail/password_changed.txt",
        language=language,
        to=user.email,
        user=user,
        link=link,
    )


@job(retries=6, backoff=10)
def send_email_notice(user_id, former_email, language="en"):
    """To the address that was: whoever reads there should know."""
    user = User.objects.get(pk=user_id)
    send(
        "accounts/mail/email_changed.txt", language=language, to=former_email, user=user
    )
