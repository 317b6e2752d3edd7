"""People: added, suspended, restored, made operators."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.accounts import emails
from hub.accounts import services as accounts
from hub.accounts.models import User
from hub.events.record import record
from hub.operators import lost_factors
from hub.staff.acting import by
from hub.staff.asking import when_sure, with_reason
from hub.staff.person_forms import AddPersonForm, NewPasswordForm, PersonForm


@admin.register(User)
class PersonAdmin(UserAdmin):
    """UserAdmin for its form to set a password; the rest is said anew."""

    add_form = AddPersonForm
    add_form_template = None
    form = PersonForm
    change_password_form = NewPasswordForm
    list_display = ["username", "email", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username", "email"]
    ordering = ["username"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "email", "password_link"]}),
        (None, {"fields": ["is_active", "is_staff", "date_joined", "last_login"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "email", "password"]})]
    actions = [
        *["deactivate", "activate", "turn_two_factor_off"],
        *["make_operator", "make_ordinary"],
    ]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        fixed = ["username", "is_active", "is_staff", "date_joined", "last_login"]
        return [*fixed, "password_link"]

    @admin.display(description=gettext_lazy("password"))
    def password_link(self, user):
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', address, _("Set a new password"))

    def save_model(self, request, obj, form, change):
        if change:
            if "email" in form.changed_data:
                emails.change(
                    user=obj, email=obj.email, is_confirmed=True, by=by(request)
                )
            return
        user = accounts.sign_up(
            username=obj.username,
            email=obj.email,
            password=form.cleaned_data["password"],
            is_email_confirmed=True,
        )
        obj.pk = user.pk
        obj.refresh_from_db()

    @transaction.atomic
    def user_change_password(self, request, id, form_url=""):
        response = super().user_change_password(request, id, form_url)
        if response.status_code == 302:
            user = User.objects.get(pk=id)
            record("account.set_password", by=by(request), namespace=user.username)
        return response

    @admin.action(description=gettext_lazy("Suspend: they may do nothing any more"))
    @with_reason(gettext_lazy("Suspend these people?"))
    def deactivate(self, request, queryset, reason):
        self.each_but_oneself(accounts.deactivate, request, queryset, reason=reason)

    @admin.action(description=gettext_lazy("Restore"))
    @with_reason(gettext_lazy("Restore these people?"))
    def activate(self, request, queryset, reason):
        self.each_but_oneself(accounts.activate, request, queryset, reason=reason)

    @admin.action(
        description=gettext_lazy("Turn two-factor off, for whoever lost all of it")
    )
    @with_reason(gettext_lazy("Turn two-factor off for these people?"))
    def turn_two_factor_off(self, request, queryset, reason):
        self.each_but_oneself(lost_factors.turn_off, request, queryset, reason=reason)

    @admin.action(description=gettext_lazy("Make them operators"))
    @when_sure(
        gettext_lazy("Make these people operators? They may then do all that you may.")
    )
    def make_operator(self, request, queryset):
        self.each_but_oneself(accounts.make_operator, request, queryset)

    @admin.action(description=gettext_lazy("Make them ordinary people again"))
    @when_sure(gettext_lazy("Make these people ordinary again?"))
    def make_ordinary(self, request, queryset):
        self.each_but_oneself(accounts.make_ordinary, request, queryset)

    def each_but_oneself(self, change, request, queryset, **more):
        """So that a hub never loses its last operator by a slip."""
        for user in queryset:
            if user == request.user:
                messages.warning(request, _("You cannot do that to yourself."))
            else:
                change(user=user, by=by(request), **more)
