"""Who asks: a person, through a browser session or a credential with a ceiling; an organisation, through a token of its
own; or nobody in particular."""

from dataclasses import dataclass

from hub.accounts.models import Scope, Withheld
from hub.events.record import By
from hub.oci import patterns


@dataclass(frozen=True, slots=True)
class OrganisationToken:
    """What makes an actor of an organisation: nobody's role, and nobody's but its own to take back."""

    organisation_id: int
    label: str
    made_by: int


@dataclass(frozen=True, slots=True)
class Actor:
    user_id: int | None = None
    username: str = ""  # or the name of the organisation
    credential: str = ""  # "session", "password", "token:7", "login:3"
    ceiling: Scope = Scope.PUBLIC_READ
    only: tuple = ()  # patterns of repositories; none: everywhere
    withheld: tuple = ()  # of Withheld: what the credential is without
    organisation_token: OrganisationToken | None = None

    def ceiling_at(self, full_name) -> Scope:
        """Where a limited credential is not for, it opens what stands open to everybody."""
        if self.is_limited and not patterns.match(self.only, full_name):
            return Scope.PUBLIC_READ
        return self.ceiling

    @property
    def may_move_tags(self):
        return Withheld.MOVE not in self.withheld

    @property
    def is_limited(self):
        """An organisation's token is, whatever it names."""
        return bool(self.only) or self.organisation_token is not None

    @property
    def organisation_id(self) -> int | None:
        return self.organisation_token and self.organisation_token.organisation_id

    @property
    def is_anonymous(self):
        return self.user_id is None and self.organisation_token is None

    @property
    def sees_private(self):
        return not self.is_anonymous and self.ceiling != Scope.PUBLIC_READ

    @property
    def uploader_id(self) -> int | None:
        """Whose an unfinished upload is: a person's always. Whether it goes on is asked of the actor."""
        token = self.organisation_token
        return token.made_by if token else self.user_id

    @property
    def by(self) -> By:
        token = self.organisation_token
        return By(self.user_id, self.credential, token.label if token else "")


ANONYMOUS = Actor()


def of_session(user) -> Actor:
    """`user` is what Django's authentication middleware put on the request."""
    if not user.is_authenticated or not user.is_active:
        return ANONYMOUS
    return Actor(user.pk, user.username, "session", Scope.ADMIN)


def of_credential(credential) -> Actor:
    """`credential` is what credentials.verify answered."""
    token, user = credential.access_token, credential.user
    return Actor(
        user.pk if user else None,
        user.username if user else token.namespace.name,
        credential.name,
        Scope(credential.scope),
        tuple(token.repositories) if token else (),
        tuple(token.withheld) if token else (),
        None
        if user
        else OrganisationToken(token.namespace_id, token.label, token.created_by_id),
    )
