"""What operators see and change. What is changed goes through the domain, so that its rules hold and its events are
written; nothing that has a name is ever deleted but a repository.
"""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from hub.access import actors
from hub.accounts import emails
from hub.accounts import services as accounts
from hub.accounts.errors import EmailTaken, PasswordRefused
from hub.accounts.models import AccessToken, User
from hub.events.models import Event
from hub.events.record import record
from hub.namespaces import services as namespaces
from hub.namespaces.errors import NamespaceError
from hub.namespaces.models import Namespace
from hub.operators import lost_factors
from hub.repositories import quota
from hub.repositories import services as repositories
from hub.repositories.errors import PrivateAllowanceUsed
from hub.repositories.models import Repository
from hub.staff import moderation  # noqa: F401, its pages register themselves
from hub.staff.reasons import with_reason


def by(request):
    return actors.of_session(request.user).by


class ReadOnly:
    """Rows to look at; what may be done with them are actions."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in self.opts.fields]


class AddPersonForm(forms.ModelForm):
    """As sign-up asks, whether it is open or closed."""

    password = forms.CharField(strip=False, widget=forms.PasswordInput)

    class Meta:
        model = User
        fields = ["username", "email"]

    def clean_username(self):
        name = self.cleaned_data["username"].strip().lower()
        return checked(namespaces.require_free, name)

    def clean_email(self):
        return checked(emails.require_free, self.cleaned_data["email"].strip().lower())

    def clean_password(self):
        password = self.cleaned_data["password"]
        person = User(
            username=self.cleaned_data.get("username", ""),
            email=self.cleaned_data.get("email", ""),
        )
        checked(lambda value: accounts.require_good_password(value, person), password)
        return password


class NewPasswordForm(AdminPasswordChangeForm):
    """Only for a new one: whoever should not sign in is deactivated, which ends the docker logins too."""

    usable_password = None


class PersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["email"]

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        if email != self.initial["email"]:
            checked(emails.require_free, email)
        return email


def checked(check, value):
    try:
        check(value)
    except (NamespaceError, EmailTaken, PasswordRefused) as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
    return value


@admin.register(User)
class PersonAdmin(UserAdmin):
    """UserAdmin for its form to set a password; the rest is said anew."""

    add_form = AddPersonForm
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
    def make_operator(self, request, queryset):
        self.each_but_oneself(accounts.make_operator, request, queryset)

    @admin.action(description=gettext_lazy("Make them ordinary people again"))
    def make_ordinary(self, request, queryset):
        self.each_but_oneself(accounts.make_ordinary, request, queryset)

    def each_but_oneself(self, change, request, queryset, **more):
        """So that a hub never loses its last operator by a slip."""
        for user in queryset:
            if user == request.user:
                messages.warning(request, _("You cannot do that to yourself."))
            else:
                change(user=user, by=by(request), **more)


class NamespaceForm(forms.ModelForm):
    class Meta:
        model = Namespace
        fields = [
            *["is_verified"],
            *["private_repositories", "has_unlimited_private_repositories"],
        ]


@admin.register(Namespace)
class NamespaceAdmin(admin.ModelAdmin):
    form = NamespaceForm
    list_display = [
        *["name", "kind", "is_verified", "is_active"],
        *["used", "allowed", "created_at"],
    ]
    list_filter = ["kind", "is_verified", "is_active"]
    search_fields = ["name"]
    readonly_fields = ["name", "kind", "owner", "is_active", "created_at", "used"]
    fields = [
        *["name", "kind", "owner", "is_active", "created_at", "used"],
        *["is_verified"],
        *["private_repositories", "has_unlimited_private_repositories"],
    ]
    actions = ["deactivate", "activate", "verify", "unverify"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).exclude(kind=Namespace.Kind.RESERVED)
        return quota.with_used(rows)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("private repositories"))
    def used(self, namespace):
        return namespace.used

    @admin.display(description=gettext_lazy("allowed"))
    def allowed(self, namespace):
        return _("any number") if namespace.allowance is None else namespace.allowance

    def save_model(self, request, obj, form, change):
        namespaces.set_verified(
            namespace=obj, is_verified=obj.is_verified, by=by(request)
        )
        if form.changed_data == ["is_verified"]:
            return
        if obj.has_unlimited_private_repositories:
            namespaces.lift_allowance(namespace=obj, by=by(request))
        else:
            namespaces.set_allowance(
                namespace=obj,
                private_repositories=obj.private_repositories,
                by=by(request),
            )

    @admin.action(description=gettext_lazy("Suspend: nobody sees what is in them"))
    @with_reason(gettext_lazy("Suspend these namespaces?"))
    def deactivate(self, request, queryset, reason):
        for namespace in queryset:
            namespaces.deactivate(namespace=namespace, by=by(request), reason=reason)

    @admin.action(description=gettext_lazy("Restore"))
    @with_reason(gettext_lazy("Restore these namespaces?"))
    def activate(self, request, queryset, reason):
        for namespace in queryset:
            namespaces.activate(namespace=namespace, by=by(request), reason=reason)

    @admin.action(description=gettext_lazy("Mark as verified publishers"))
    def verify(self, request, queryset):
        self.mark(request, queryset, is_verified=True)

    @admin.action(description=gettext_lazy("Take the mark away"))
    def unverify(self, request, queryset):
        self.mark(request, queryset, is_verified=False)

    def mark(self, request, queryset, *, is_verified):
        for namespace in queryset:
            namespaces.set_verified(
                namespace=namespace, is_verified=is_verified, by=by(request)
            )


@admin.register(Repository)
class RepositoryAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["full_name", "is_private", "pushed_at", "created_at"]
    list_filter = ["is_private"]
    search_fields = ["full_name", "description"]
    ordering = ["full_name"]
    actions = ["make_public", "make_private"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(deleted_at=None)

    @admin.action(description=gettext_lazy("Make public"))
    def make_public(self, request, queryset):
        self.each(repositories.make_public, request, queryset)

    @admin.action(description=gettext_lazy("Make private"))
    def make_private(self, request, queryset):
        self.each(repositories.make_private, request, queryset)

    def each(self, change, request, queryset):
        for repository in queryset:
            try:
                change(repository=repository, by=by(request))
            except PrivateAllowanceUsed as refusal:
                messages.error(request, f"{repository}: {refusal}")
            except Repository.DoesNotExist:
                pass  # deleted meanwhile, which is public enough

    # Deleting asks first, by Django's own page; it need not count every layer for that.

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

    def get_deleted_objects(self, objs, request):
        listed = [str(repository) for repository in objs]
        return listed, {self.opts.verbose_name_plural: len(listed)}, set(), []

    def delete_model(self, request, obj):
        repositories.delete(repository=obj, by=by(request))

    def delete_queryset(self, request, queryset):
        for repository in queryset:
            self.delete_model(request, repository)


@admin.register(AccessToken)
class AccessTokenAdmin(ReadOnly, admin.ModelAdmin):
    list_display = [
        *["label", "namespace", "scope", "created_at", "expires_at"],
        *["last_used_at", "revoked_at"],
    ]
    list_filter = ["scope"]
    list_select_related = ["namespace"]
    search_fields = ["label", "namespace__name"]
    exclude = ["secret_sha256"]
    actions = ["revoke"]

    def get_readonly_fields(self, request, obj=None):
        shown = super().get_readonly_fields(request, obj)
        return [name for name in shown if name not in self.exclude]

    @admin.action(description=gettext_lazy("Revoke"))
    def revoke(self, request, queryset):
        for token in queryset.filter(revoked_at=None):
            accounts.revoke_access_token(token=token, by=by(request))


@admin.register(Event)
class EventAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "kind", "actor", "credential", "__str__", "digest"]
    list_select_related = ["actor"]
    search_fields = ["=namespace", "=repository"]
    # Counting all of them would cost more than the page.
    show_full_result_count = False
    ordering = ["-pk"]

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(DBTaskResult)
class JobAdmin(DBTaskResultAdmin):
    """What the worker did and has yet to do."""
