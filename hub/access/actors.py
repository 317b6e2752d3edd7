"""Who asks: a person, through a browser session or a credential with a ceiling, or nobody in particular."""

from dataclasses import dataclass

from hub.accounts.models import Scope
from hub.events.record import By
from hub.oci import patterns


@dataclass(frozen=True, slots=True)
class Actor:
    user_id: int | None = None
    username: str = ""
    credential: str = ""  # "session", "password", "token:7", "login:3"
    ceiling: Scope = Scope.PUBLIC_READ
    only: tuple = ()  # patterns of repositories; none: everywhere
    may_move_tags: bool = True

    def ceiling_at(self, full_name) -> Scope:
        """Where a limited credential is not for, it opens what stands open to everybody."""
        if self.only and not patterns.match(self.only, full_name):
            return Scope.PUBLIC_READ
        return self.ceiling

    @property
    def is_anonymous(self):
        return self.user_id is None

    @property
    def sees_private(self):
        return self.user_id is not None and self.ceiling != Scope.PUBLIC_READ

    @property
    def by(self) -> By:
        return By(self.user_id, self.credential)


ANONYMOUS = Actor()


def of_session(user) -> Actor:
    """`user` is what Django's authentication middleware put on the request."""
    if not user.is_authenticated or not user.is_active:
        return ANONYMOUS
    return Actor(user.pk, user.username, "session", Scope.ADMIN)


def of_credential(credential) -> Actor:
    """`credential` is what credentials.verify answered."""
    token = credential.access_token
    return Actor(
        credential.user.pk,
        credential.user.username,
        credential.name,
        Scope(credential.scope),
        tuple(token.repositories) if token else (),
        token.may_move_tags if token else True,
    )
