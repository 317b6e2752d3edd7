"""How allauth's flows meet the hub's own domain."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hub.accounts import emails, services, sessions
from hub.accounts.errors import EmailTaken, TooManyTries
from hub.addresses import origin
from hub.events.record import By
from hub.operators import invitations
from hub.web.accounts import limits, mail
from hub.web.clients import client_of

# What allauth has to say, in our words; of the rest the pages speak themselves.
SENTENCES = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("The password is changed."),
}


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return settings.HUB_SIGN_UP in (invitations.OPEN, invitations.DOMAIN)

    def login(self, request, user):
        super().login(request, user)
        if not user.language:
            services.set_language(user=user, language=get_language())
        sessions.begin(request.session, client=client_of(request))

    def save_user(self, request, user, form, commit=True):
        """Raises what accounts.services.sign_up raises, and InvitationEnded."""
        person = {
            name: form.cleaned_data[name] for name in ("username", "email", "password")
        }
        person["language"] = get_language()
        if form.invitation:
            return invitations.sign_up(secret=form.invitation, **person)
        return services.sign_up(**person)

    def set_password(self, user, password):
        """After a link that came by mail: no session proves who it is."""
        services.set_password(user=user, password=password, by=By(user.pk, "mail"))

    def confirm_email(self, request, email_address):
        by = By(email_address.user_id, "mail")
        try:
            emails.confirm(address=email_address, by=by)
        except EmailTaken as error:
            messages.error(request, str(error))
            return False
        sentence = _("%(email)s is confirmed.") % {"email": email_address.email}
        messages.success(request, sentence)
        return True

    def should_send_confirmation_mail(self, request, email_address, signup):
        try:
            limits.spend_on_mail(client_of(request), email_address.email)
        except TooManyTries:
            return False
        return True

    def send_confirmation_mail(self, request, emailconfirmation, signup):
        mail.send_confirmation_link.enqueue(
            emailconfirmation.email_address.pk, origin(request), get_language()
        )

    def get_email_verification_redirect_url(self, email_address):
        signed_in = self.request.user.is_authenticated
        return reverse("account_email" if signed_in else "account_login")

    def respond_user_inactive(self, request, user):
        """Whoever comes so far has proved who they are."""
        messages.error(
            request, _("This account is suspended. Ask the people who run this hub.")
        )
        return HttpResponseRedirect(reverse("account_login"))

    def add_message(
        self,
        request,
        level,
        message_template=None,
        message_context=None,
        extra_tags="",
        message=None,
    ):
        sentence = message or SENTENCES.get(message_template)
        if sentence:
            messages.add_message(request, level, sentence, extra_tags=extra_tags)

    def is_safe_url(self, url):
        return url.isprintable() and url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={self.request.get_host()},
            require_https=self.request.is_secure(),
        )

    def get_client_ip(self, request):
        return client_of(request).address

    def is_ajax(self, request):
        """The pages are pages, whatever a header says."""
        return False
