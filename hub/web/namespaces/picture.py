"""A picture at its own address, for everybody: what it gives never changes, so it is asked for once."""

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from hub.namespaces import pictures
from hub.namespaces.models import Namespace

A_YEAR = 365 * 24 * 3600


@require_safe
def picture(request, name, picture):
    owner = Namespace.objects.active().filter(name=name, picture=picture)
    if not owner.exists():
        raise Http404
    try:
        content = pictures.read(picture)
    except FileNotFoundError:
        raise Http404 from None
    response = HttpResponse(content, content_type="image/webp")
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    return response
