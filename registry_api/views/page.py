"""`/api/repositories/alice/app`: the texts of a repository's page, so that CI keeps them where the code is.

Fields are named as in Docker Hub's API. A field that is not sent stays as it is.
"""

import json
import re

from django.conf import settings
from django.http import JsonResponse

from hub.access.actors import ANONYMOUS
from hub.access.policy import Action
from hub.repositories import services as repositories
from registry_api.authentication import RegistryAuthentication, Unlimited
from registry_api.body import read_whole
from registry_api.errors import FieldInvalid, NotJson
from registry_api.views.base import RepositoryView

UNKEPT = re.compile(r"[\0\ud800-\udfff]")
TEXTS = {"description": "description", "full_description": "overview"}


class OrNobody(RegistryAuthentication):
    """A page that everybody may read takes no token to read."""

    def authenticate(self, request):
        return super().authenticate(request) or (ANONYMOUS, Unlimited(ANONYMOUS))


class PageView(RepositoryView):
    authentication_classes = [OrNobody]
    actions = {"GET": Action.PULL, "HEAD": Action.PULL, "PATCH": Action.ADMIN}

    def get(self, request, name):
        return shown(self.repository)

    def patch(self, request, name):
        sent = texts(read_whole(request.META, settings.DATA_UPLOAD_MAX_MEMORY_SIZE))
        # As with a manifest: a client may take its time with a body.
        self.initial(request, name=name)
        repository = repositories.edit(repository=self.repository, by=self.by, **sent)
        return shown(repository)


def texts(body) -> dict:
    """By the column's name; raises NotJson, FieldInvalid."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotJson from error
    if not isinstance(sent, dict):
        raise NotJson
    for name, value in sent.items():
        if name not in TEXTS or not is_text(value):
            raise FieldInvalid(name)
    return {TEXTS[name]: value for name, value in sent.items()}


def is_text(value) -> bool:
    """That a database takes: JSON can hold half a character too."""
    return isinstance(value, str) and UNKEPT.search(value) is None


def shown(repository):
    name = repository.parsed_name
    return JsonResponse(
        {
            "namespace": name.namespace,
            "name": name.name,
            "description": repository.description,
            "full_description": repository.overview,
            "is_private": repository.is_private,
            "star_count": repository.star_count,
        }
    )
