"""The words that Django makes of the names of models and fields, in the reader's language.

They are taken as they stand in English and looked up when a page is drawn: a field needs no name of its own for it.
`make messages` finds them here.
"""

from django.utils.translation import gettext_lazy, gettext_noop

WORDS = [
    # apps
    gettext_noop("Accounts"),
    gettext_noop("Events"),
    gettext_noop("Namespaces"),
    gettext_noop("Operators"),
    gettext_noop("Repositories"),
    gettext_noop("Tasks Database Backend"),
    # models
    gettext_noop("access token"),
    gettext_noop("access tokens"),
    gettext_noop("banner"),
    gettext_noop("banners"),
    gettext_noop("event"),
    gettext_noop("events"),
    gettext_noop("invitation"),
    gettext_noop("invitations"),
    gettext_noop("namespace"),
    gettext_noop("namespaces"),
    gettext_noop("report"),
    gettext_noop("reports"),
    gettext_noop("repository"),
    gettext_noop("repositories"),
    gettext_noop("Task Result"),
    gettext_noop("Task Results"),
    # fields
    gettext_noop("ID"),
    gettext_noop("actor"),
    gettext_noop("address"),
    gettext_noop("archived at"),
    gettext_noop("args kwargs"),
    gettext_noop("at"),
    gettext_noop("backend name"),
    gettext_noop("created at"),
    gettext_noop("created by"),
    gettext_noop("credential"),
    gettext_noop("data"),
    gettext_noop("decided at"),
    gettext_noop("decided by"),
    gettext_noop("decision"),
    gettext_noop("deleted at"),
    gettext_noop("description"),
    gettext_noop("digest"),
    gettext_noop("dispatched at"),
    gettext_noop("email"),
    gettext_noop("enqueued at"),
    gettext_noop("exception class path"),
    gettext_noop("expires at"),
    gettext_noop("finished at"),
    gettext_noop("full name"),
    gettext_noop("has two factor"),
    gettext_noop("has unlimited private repositories"),
    gettext_noop("id"),
    gettext_noop("is active"),
    gettext_noop("is private"),
    gettext_noop("is staff"),
    gettext_noop("is verified"),
    gettext_noop("kind"),
    gettext_noop("label"),
    gettext_noop("language"),
    gettext_noop("last used address"),
    gettext_noop("last used at"),
    gettext_noop("last used client"),
    gettext_noop("level"),
    gettext_noop("note"),
    gettext_noop("organisation"),
    gettext_noop("overview"),
    gettext_noop("owner"),
    gettext_noop("picture"),
    gettext_noop("priority"),
    gettext_noop("private repositories"),
    gettext_noop("pull count"),
    gettext_noop("pushed at"),
    gettext_noop("pushes are private"),
    gettext_noop("queue name"),
    gettext_noop("reason"),
    gettext_noop("reminded days before"),
    gettext_noop("reporter"),
    gettext_noop("repository id"),
    gettext_noop("return value"),
    gettext_noop("revoked at"),
    gettext_noop("run after"),
    gettext_noop("scope"),
    gettext_noop("secret sha256"),
    gettext_noop("star count"),
    gettext_noop("started at"),
    gettext_noop("status"),
    gettext_noop("tag"),
    gettext_noop("task path"),
    gettext_noop("text"),
    gettext_noop("traceback"),
    gettext_noop("until"),
    gettext_noop("updated at"),
    gettext_noop("used at"),
    gettext_noop("used by"),
    gettext_noop("weekly pulls"),
    gettext_noop("withdrawn at"),
    gettext_noop("withheld"),
    gettext_noop("worker id"),
    # choices
    gettext_noop("Admin"),
    gettext_noop("Failed"),
    gettext_noop("Organisation"),
    gettext_noop("Person"),
    gettext_noop("Public Read"),
    gettext_noop("Read"),
    gettext_noop("Ready"),
    gettext_noop("Reserved"),
    gettext_noop("Running"),
    gettext_noop("Successful"),
    gettext_noop("Write"),
]


def translate(model):
    """The names of the model, of its app and of its fields, and what a field can be chosen to be.

    Migrations see none of it: they read the names that the class was written with, and no language is on when they are made.
    """
    options = model._meta
    for words in (options, options.app_config):
        words.verbose_name = lazily(words.verbose_name)
    options.verbose_name_plural = lazily(options.verbose_name_plural)
    for field in options.concrete_fields:
        field.verbose_name = lazily(field.verbose_name)
        if field.choices:
            field.choices = [(value, lazily(label)) for value, label in field.choices]


def lazily(word):
    """In English now, and looked up when it is read: also what was put together, or would be looked up elsewhere."""
    return gettext_lazy(str(word))
