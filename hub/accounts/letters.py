"""Mail in the words of whoever gets it: the first line of a template is the subject."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation


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
