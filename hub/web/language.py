"""The language: the reader's, as the browser says, or as chosen by the form at the end of every page.

An account remembers it for the mail that no page asks for.
"""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hub.accounts import services
from hub.web import theme


class Language(LocaleMiddleware):
    def __call__(self, request):
        try:
            return super().__call__(request)
        finally:
            # The thread answers docker next, which is told everything in English.
            translation.deactivate()


def choices():
    """(code, name in itself) of each."""
    return [
        (code, translation.get_language_info(code)["name_local"])
        for code, _ in settings.LANGUAGES
    ]


# As with the theme: a token in the form would give every visitor a cookie, and all a forged request could do is to
# change the words.
@csrf_exempt
@require_POST
def switch(request):
    response = HttpResponseRedirect(theme.way_back(request))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            services.set_language(user=request.user, language=language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=theme.A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    return response
