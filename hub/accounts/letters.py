"""Mail in the words of whoever gets it: the first line of a template is the subject."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from hub.accounts.models import User
from hub.namespaces.models import Membership


def send(template, **words):
    """As `letter`."""
    letter(template, **words).send()


def letter(template, *, language, to, headers=None, **context) -> EmailMessage:
    """`language` empty: the hub's own."""
    with translation.override(language or settings.LANGUAGE_CODE):
        text = render_to_string(template, context).strip()
    subject, _, body = text.partition("\n\n")
    # Names that people chose may hold a line break, which no subject may.
    subject = " ".join(subject.split())
    return EmailMessage(subject, body, to=[to], headers=headers)


def owners(namespace):
    """Those to write to about what is in the namespace of that name: each alone, so that none learns the other's address."""
    return User.objects.filter(
        memberships__namespace__name=namespace,
        memberships__role=Membership.Role.OWNER,
    )
