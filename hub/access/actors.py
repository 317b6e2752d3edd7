"""Who asks: a person, through a browser session or a credential with a ceiling, or nobody in particular."""

from dataclasses import dataclass

from hub.accounts.models import Scope
from hub.events.record import By


@dataclass(frozen=True, slots=True)
class Actor:
    user_id: int | None = None
    username: str = ""
    credential: str = ""  # "session", "password", "token:7", "login:3"
    ceiling: Scope = Scope.PUBLIC_READ

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
    """`credential` is what accounts.verify answered."""
    return Actor(
        credential.user.pk,
        credential.user.username,
        credential.name,
        Scope(credential.scope),
    )
