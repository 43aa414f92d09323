"""The account pages: of allauth's own only those that this product offers."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from workspace.pace import alike
from workspace.reauthentication import needs_recent_login
from workspace.views import account as own
from workspace.views import sessions

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", alike(account.signup), name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("email/", own.email_change, name="account_email"),
    path(
        "confirm-email/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path(
        "confirm-email/<str:key>/", account.confirm_email, name="account_confirm_email"
    ),
    path("password/change/", account.password_change, name="account_change_password"),
    path(
        "password/reset/", alike(account.password_reset), name="account_reset_password"
    ),
    path(
        "password/reset/done/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "2fa/totp/activate/",
        needs_recent_login(totp.activate_totp),
        name="mfa_activate_totp",
    ),
    path("2fa/totp/picture/", own.totp_picture, name="mfa_totp_picture"),
    path(
        "2fa/totp/deactivate/",
        needs_recent_login(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path("2fa/recovery-codes/", own.recovery_code_list, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        needs_recent_login(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        own.recovery_code_download,
        name="mfa_download_recovery_codes",
    ),
    path("sessions/", sessions.session_list, name="sessions_list"),
    path(
        "sessions/others/end/", sessions.session_end_others, name="sessions_end_others"
    ),
    path("sessions/<int:pk>/end/", sessions.session_end, name="sessions_end"),
]
