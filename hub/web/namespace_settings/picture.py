"""Sending a picture, and taking it away, for oneself or for an organisation one owns."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hub.accounts.errors import TooManyTries
from hub.namespaces import drawing, pictures
from hub.namespaces.errors import PictureRefused, PictureTooLarge
from hub.namespaces.models import Namespace
from hub.web.accounts import limits
from hub.web.form_pages import note_too_many_tries, sent_from, status_of
from hub.web.shortcuts import actor_of, get_own_namespace


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "PNG, JPEG or WebP, at most 2 MB. The middle of it is shown as a square."
        ),
        error_messages={"required": gettext_lazy("Choose a picture first.")},
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean_picture(self):
        file = self.cleaned_data["picture"]
        # Of a larger one there is only its size: hub/web/uploads.py.
        if file.size > drawing.BYTES:
            raise forms.ValidationError(str(PictureTooLarge()))
        return file.read()


@require_http_methods(["GET", "HEAD", "POST"])
def picture(request, name):
    namespace = get_own_namespace(request, name)
    is_sent = request.method == "POST"
    form = PictureForm(*([request.POST, request.FILES] if is_sent else []))
    if form.is_bound and form.is_valid() and change(request, namespace, form):
        messages.success(request, _("The picture is changed."))
        return redirect("namespace_picture", name)
    return show(request, namespace, form)


def change(request, namespace, form):
    """Whether it was done; if not, the refusal is on the form."""
    content, by = form.cleaned_data["picture"], actor_of(request).by
    try:
        # Whether it is a picture or not: to find out costs as much.
        rate = settings.HUB_LIMIT_PICTURES
        limits.spend("picture", request.user.username, rate)
        pictures.change(namespace=namespace, content=content, by=by)
    except PictureRefused as refusal:
        form.add_error("picture", str(refusal))
    except TooManyTries as error:
        note_too_many_tries(form, error)
    return not form.errors


@sent_from("namespace_picture")
def remove(request, name):
    namespace = get_own_namespace(request, name)
    pictures.remove(namespace=namespace, by=actor_of(request).by)
    messages.success(request, _("The picture is removed."))
    return redirect("namespace_picture", name)


def show(request, namespace, form):
    of_person = namespace.kind == Namespace.Kind.PERSON
    context = {
        "namespace": namespace,
        "form": form,
        "part": "profile",
    }
    place = "namespace_settings" if of_person else "organisations"
    status = status_of(form) if form.errors else 200
    return render(request, f"{place}/picture.html", context, status=status)
