"""Pages of a hub that lets people sign in with other services, which the hub of the tour does not."""

from allauth.socialaccount.models import SocialAccount
from django.shortcuts import render
from django.test import Client, RequestFactory, override_settings

from hub.accounts import identities
from hub.accounts.models import User
from hub.operators import sign_up
from hub.web.accounts import provider_sign_in, providers

PROVIDERS = {
    name: {
        "url": f"https://{name}.example",
        "client_id": "berth",
        "secret": "",
        "title": title,
    }
    for name, title in {"github": "GitHub", "oidc": "Harbour Pass"}.items()
}


# Signed up with GitHub and without a password; nobody else's session may end by it.
PIA = "pia"


def page(path, who="", **settings):
    def answer():
        with override_settings(HUB_PROVIDERS=PROVIDERS, **settings):
            client = Client()
            if who:
                client.force_login(someone(who))
            one = SocialAccount.objects.first()
            address = path.format(link=one.pk if one else 0)
            return client.get(address, SERVER_NAME="localhost")

    return answer


def someone(who):
    found = User.objects.filter(username=who).first()
    return found or sign_up.by_identity(
        identity=identities.Identity(identities.place_of("github"), "7", who),
        username=who,
        email=f"{who}@mail.example",
    )


def newcomer():
    with override_settings(HUB_PROVIDERS=PROVIDERS):
        client, request = Client(), RequestFactory().get("/")
        said = {"id": 8, "login": "pat", "email": "pat@mail.example"}
        login = providers.find(request, "github").sociallogin_from_response(
            request, said
        )
        session = client.session
        session["socialaccount_sociallogin"] = login.serialize()
        session.save()
        client.cookies["berth_session"] = session.session_key
        return client.get("/account/sign-up/with/", SERVER_NAME="localhost")


def on_the_way():
    """It leads nowhere, so that it can be looked at."""
    context = {"address": "#content", "provider": "Harbour Pass"}
    request = RequestFactory().get("/")
    return render(request, "accounts/provider_leave.html", context)


def away():
    request = RequestFactory().get("/")
    return provider_sign_in.trouble(request, "Harbour Pass", "away")
