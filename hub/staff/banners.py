"""What stands on every page."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy

from hub.operators import banner
from hub.operators.models import Banner
from hub.staff.acting import by


class BannerForm(forms.ModelForm):
    # One field with one label, where Django's own makes two of it.
    until = forms.DateTimeField(
        label=gettext_lazy("Until, UTC"),
        required=False,
        help_text=gettext_lazy("Empty: until it is taken away."),
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
    )

    class Meta:
        model = Banner
        fields = ["text", "level", "until"]


@admin.register(Banner)
class BannerAdmin(admin.ModelAdmin):
    form = BannerForm
    list_display = ["text", "level", "until"]

    def has_add_permission(self, request):
        return not Banner.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.pk = Banner.THE_ONE
        banner.put_up(text=obj.text, level=obj.level, until=obj.until, by=by(request))
