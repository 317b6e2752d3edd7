"""Django's admin under its own name in INSTALLED_APPS, with the hub's site in place of its own."""

from django.contrib.admin.apps import AdminConfig


class OperatorPages(AdminConfig):
    default_site = "hub.staff.site.OperatorSite"
