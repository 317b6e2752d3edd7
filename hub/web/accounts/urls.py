"""Of allauth's pages, those that are used here; its flows look them up by these names."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from hub.web.accounts import (
    emails,
    leaving,
    passkeys,
    passwords,
    profile,
    proof,
    provider_sign_in,
    provider_sign_up,
    second_step,
    sessions,
    sign_in,
    sign_in_methods,
    sign_up,
    two_factor,
)

urlpatterns = [
    path(
        "",
        RedirectView.as_view(pattern_name="account_email"),
        name="account_settings",
    ),
    path("sign-up/", sign_up.SignUp.as_view(), name="account_signup"),
    # The access log leaves out what comes after /key/.
    re_path(
        r"^sign-up/key/(?P<key>[-\w]{1,100})/$",
        sign_up.SignUp.as_view(),
        name="account_invited",
    ),
    path(
        "sign-up/with/",
        provider_sign_up.SignUp.as_view(),
        name="socialaccount_signup",
    ),
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", second_step.Code.as_view(), name="mfa_authenticate"),
    path(
        "sign-in/recovery-code/",
        second_step.RecoveryCode.as_view(),
        name="sign_in_recovery_code",
    ),
    path("sign-in/passkey/", passkeys.SignIn.as_view(), name="sign_in_passkey"),
    path(
        "sign-in/with/<slug:provider>/", provider_sign_in.begin, name="provider_sign_in"
    ),
    path(
        "sign-in/with/<slug:provider>/back/",
        provider_sign_in.come_back,
        name="provider_callback",
    ),
    path("methods/", sign_in_methods.overview, name="sign_in_methods"),
    path(
        "methods/link/<slug:provider>/",
        sign_in_methods.Link.as_view(),
        name="provider_link",
    ),
    path(
        "methods/<int:pk>/unlink/",
        sign_in_methods.Unlink.as_view(),
        name="provider_unlink",
    ),
    path("prove/", proof.ask, name="prove"),
    path("prove/passkey/", passkeys.Prove.as_view(), name="passkey_prove"),
    path("prove/with/<slug:provider>/", proof.begin, name="provider_prove"),
    path("two-factor/", two_factor.overview, name="two_factor"),
    path("two-factor/app/", two_factor.AddApp.as_view(), name="two_factor_app"),
    path(
        "two-factor/app/remove/",
        two_factor.RemoveApp.as_view(),
        name="two_factor_app_remove",
    ),
    path(
        "two-factor/recovery-codes/",
        two_factor.NewRecoveryCodes.as_view(),
        name="two_factor_recovery_codes",
    ),
    path("two-factor/passkey/", passkeys.Add.as_view(), name="passkey_add"),
    path(
        "two-factor/passkeys/<int:pk>/rename/",
        passkeys.Rename.as_view(),
        name="passkey_rename",
    ),
    path(
        "two-factor/passkeys/<int:pk>/remove/",
        passkeys.Remove.as_view(),
        name="passkey_remove",
    ),
    path("profile/", profile.EditProfile.as_view(), name="profile"),
    path("data/", leaving.DeleteAccount.as_view(), name="account_data"),
    path("data/export/", leaving.export, name="account_export"),
    path("sessions/", sessions.overview, name="sessions"),
    path("sessions/revoke/", sessions.revoke_others, name="sessions_revoke"),
    path(
        "sessions/<uuid:handle>/revoke/",
        sessions.revoke,
        name="session_revoke",
    ),
    path(
        "sessions/docker-logins/revoke/",
        sessions.revoke_docker_logins,
        name="docker_logins_revoke",
    ),
    path("sign-out/", sign_in.SignOut.as_view(), name="account_logout"),
    path("email/", emails.Addresses.as_view(), name="account_email"),
    path("email/<int:pk>/link/", emails.send_again, name="email_link"),
    path("email/<int:pk>/primary/", emails.make_primary, name="email_primary"),
    path("email/<int:pk>/remove/", emails.remove, name="email_remove"),
    path(
        "confirm-email/",
        emails.ConfirmationSent.as_view(),
        name="account_email_verification_sent",
    ),
    re_path(
        r"^confirm-email/(?P<key>[-:\w]+)/$",
        emails.ConfirmEmail.as_view(),
        name="account_confirm_email",
    ),
    path(
        "password/", passwords.ChangePassword.as_view(), name="account_change_password"
    ),
    path(
        "password/reset/",
        passwords.ResetPassword.as_view(),
        name="account_reset_password",
    ),
    path(
        "password/reset/sent/",
        passwords.ResetLinkSent.as_view(),
        name="account_reset_password_done",
    ),
    # The access log leaves out what comes after /key/.
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        passwords.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        passwords.NewPasswordSet.as_view(),
        name="account_reset_password_from_key_done",
    ),
]
