"""How a browser proves who somebody is."""

from django.contrib.auth.backends import ModelBackend


class HubBackend(ModelBackend):
    pass
