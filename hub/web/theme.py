"""Light, dark, or the system's: chosen by a form, kept in a cookie, written into the page by the server."""

from django.http import HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hub.web.form_pages import way_back

COOKIE = "theme"
THEMES = ("light", "dark")
A_YEAR = 365 * 24 * 3600


def chosen(request):
    """The name of the theme, or nothing for the system's."""
    theme = request.COOKIES.get(COOKIE, "")
    return theme if theme in THEMES else ""


# The form stands on every page. A token in it would give every visitor a cookie and make no two pages alike, and
# what a forged request could do here is turn on the light.
@csrf_exempt
@require_POST
def switch(request):
    response = HttpResponseRedirect(way_back(request))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            COOKIE,
            theme,
            max_age=A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
