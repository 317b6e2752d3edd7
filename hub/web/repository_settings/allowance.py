"""How many private repositories a namespace has and may have, as pages show it."""

from dataclasses import dataclass, field

from hub.access import policy
from hub.namespaces.models import Namespace
from hub.repositories import quota
from hub.repositories.errors import PrivateAllowanceUsed

NAMED = 5


@dataclass(frozen=True)
class Allowance:
    namespace: Namespace
    used: int
    allowed: int | None
    # Those of them that the reader may see: to others it would tell what there is.
    in_use: list = field(default_factory=list)

    @property
    def is_used_up(self):
        return self.allowed is not None and self.used >= self.allowed

    @property
    def refusal(self):
        """The sentence that another private one would get; nothing while there is room."""
        if not self.is_used_up:
            return ""
        error = PrivateAllowanceUsed(
            self.namespace.name, used=self.used, allowed=self.allowed
        )
        return error.sentence()


def allowance_of(namespace, actor) -> Allowance:
    visible = policy.visible_repositories(actor).private().filter(namespace=namespace)
    return Allowance(
        namespace,
        used=quota.used(namespace),
        allowed=namespace.allowance,
        in_use=list(visible.order_by("full_name")[:NAMED]),
    )
