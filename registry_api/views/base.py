"""What every view of the registry does before its own work: parse the name, and ask what the caller may do."""

import textwrap

from django.utils.functional import cached_property
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.views import APIView

from hub.access import policy, scopes
from hub.access.policy import Action
from hub.access.tokens import RegistryToken
from hub.namespaces import suspension
from hub.namespaces.models import Namespace
from hub.oci import names
from hub.repositories import services as repositories
from registry_api import memory
from registry_api.authentication import RegistryAuthentication
from registry_api.errors import NameUnknown, Unauthorized

# What a challenge asks for, and which of the words in a token suffice.
ASKED = {
    Action.PULL: (("pull",), ("pull",)),
    Action.PUSH: (("pull", "push"), ("push",)),
    Action.DELETE: (("delete",), ("delete", "*")),
    Action.ADMIN: (("pull", "push", "delete", "*"), ("*",)),
}


class OpenView(APIView):
    """Answers to anybody, in JSON whatever happens."""

    authentication_classes = []
    default_response_headers = {}
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]


class TokenView(OpenView):
    """Answers to anybody who shows a token, or Basic credentials."""

    authentication_classes = [RegistryAuthentication]
    scope = ""

    def initial(self, request, *args, **kwargs):
        if request.method not in self.allowed_methods:
            raise MethodNotAllowed(request.method)
        if request.auth is None:
            raise Unauthorized(scope=self.scope)
        if not request.auth.actor.is_anonymous:
            policy.require_active(request.auth.actor)


class RepositoryView(OpenView):
    """Answers what `actions` says each method needs, under the name in the address."""

    authentication_classes = [RegistryAuthentication]
    actions = {"GET": Action.PULL, "HEAD": Action.PULL}
    added = {}  # headers of the answer, whatever it is

    def initial(self, request, *args, **kwargs):
        action = self.actions.get(request.method)
        if action is None:
            raise MethodNotAllowed(request.method)
        self.asked_name = kwargs["name"]
        self.name = names.parse(self.asked_name)
        self.rights = authorize(
            request, self.name, action, scope=self.scope_of(request, action)
        )
        self.added = warning(self.rights) if self.rights.is_by_old_name else {}

    def finalize_response(self, request, response, *args, **kwargs):
        for header, value in self.added.items():
            response[header] = value
        return super().finalize_response(request, response, *args, **kwargs)

    def scope_of(self, request, action):
        """What a challenge tells the caller to ask for."""
        return scopes.of_repository(self.name, *ASKED[action][0])

    @property
    def actor(self):
        return self.request.auth.actor

    @property
    def by(self):
        return self.actor.by

    @cached_property
    def repository(self):
        """Raises NameUnknown."""
        if self.rights.repository is None:
            raise NameUnknown(self.asked_name)
        return self.rights.repository

    def find_or_create_repository(self):
        """The first write of a push makes the repository (raises PrivateAllowanceUsed)."""
        if self.rights.repository is None:
            namespace = Namespace.objects.get(pk=self.rights.namespace_id)
            self.repository = repositories.find_or_create(
                namespace=namespace, name=self.name.name, by=self.by
            )
        return self.repository

    def remember(self, on_recall=None):
        """Whoever asks the same with the same token may have this answer again, while nothing changes it."""
        if isinstance(self.request.auth, RegistryToken):
            until = self.request.auth.expires_at
            memory.keep(self.request, until=until, on_recall=on_recall)

    @property
    def root(self):
        """The address of the repository as the client wrote it."""
        return f"/v2/{self.asked_name}"


def warning(rights):
    """OCI distribution 1.1, "Warnings"."""
    new = rights.repository.familiar_name
    fact = f"{rights.name.familiar} is now {new}. Pull it by that name."
    return {"Warning": f'299 - "{fact}"'}


def authorize(request, name, action, *, scope) -> policy.Rights:
    """The one place where the registry asks. Private and missing get one answer, in the same words."""
    if request.auth is None:
        raise Unauthorized(scope=scope)
    if request.auth.grants_any(name.full, *ASKED[action][1]):
        rights = policy.rights(request.auth.actor, name)
        if rights.allow(action):
            if action != Action.PULL:
                rights.require_writable()
            return rights
    elif not request.auth.actor.is_anonymous:
        # Whoever is suspended is told so under every name, whatever their token was once granted.
        policy.require_active(request.auth.actor)
    raise Unauthorized(
        scope=scope,
        error="insufficient_scope",
        description=refusal(request.auth.actor, name, action),
    )


def refusal(actor, name, action):
    """docker prints this and does not retry."""
    if suspended := suspension.of_member_in(name.namespace, actor.user_id):
        return of_suspended(suspended)
    if action == Action.PULL:
        return f"{name.familiar} does not exist, or may not be pulled by {actor.username or 'anonymous clients'}."
    if actor.is_anonymous:
        return f"Log in to {VERBS[action]} {name.familiar}."
    fact = f"{actor.username} may not {VERBS[action]} {name.familiar} with this login."
    if actor.organisation_token:
        return f"{fact} Ask its owners for an access token that allows it."
    if name.namespace == actor.username:
        return f"{fact} Log in with the password, or an access token that allows it."
    return f"{fact} Ask its owner, or use a name that begins with {actor.username}/."


def of_suspended(suspended):
    reason = textwrap.shorten(suspended.reason, 200, placeholder="...")
    fact = f"{suspended.namespace} is suspended"
    if reason:
        fact += f": {reason.rstrip('.')}"
    return f"{fact}. Ask the people who run this hub."


VERBS = {
    Action.PUSH: "push to",
    Action.DELETE: "delete in",
    Action.ADMIN: "edit",
}
