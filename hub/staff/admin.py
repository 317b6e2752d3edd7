"""What operators see and change. What is changed goes through the domain, so that its rules hold and its events are
written; nothing that has a name is ever deleted but a repository.
"""

# Each registers its pages by itself.
from hub.staff import (  # noqa: F401
    banners,
    invitations,
    log,
    namespaces,
    people,
    reports,
    repositories,
    tokens,
)
