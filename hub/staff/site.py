"""The operator pages: Django's admin, without a sign-in and a password form of its own.

Those would count no tries, and would let an access token's owner in by another door.
"""

from functools import wraps

from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError
from django.db.models.base import ModelBase
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from hub.staff import words


def models_of(model_or_iterable):
    is_one = isinstance(model_or_iterable, ModelBase)
    return [model_or_iterable] if is_one else model_or_iterable


class OperatorSite(AdminSite):
    site_title = _("Berth")
    site_header = _("Berth, operator pages")
    index_title = _("What an operator may do")

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only what stands in hub.staff: the pages that other apps bring change rows behind the domain's back."""
        if admin_class is not None and admin_class.__module__.startswith("hub.staff."):
            super().register(model_or_iterable, admin_class, **options)
            for model in models_of(model_or_iterable):
                words.translate(model)

    def admin_view(self, view, cacheable=False):
        """A filter typed into the address may be a number no column can hold: that is the asker's fault."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def answer(request, *args, **kwargs):
            try:
                return inner(request, *args, **kwargs)
            except (OverflowError, DataError) as error:
                raise BadRequest from error

        return answer

    def login(self, request, extra_context=None):
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        # The sign-in page judges whether it may lead there.
        target = request.GET.get("next") or reverse("admin:index")
        query = urlencode({"next": target})
        return HttpResponseRedirect(f"{reverse('account_login')}?{query}")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
