from django.urls import path

from workspace.views import (
    api_reference,
    api_tokens,
    files,
    home,
    invitations,
    jobs,
    own_data,
    people,
    public,
    shared,
    team_data,
    teams,
)

app_name = "workspace"

urlpatterns = [
    path("", home.home, name="home"),
    path("api/docs/", api_reference.api_index, name="api_index"),
    path("api/docs/<slug:group>/", api_reference.api_group, name="api_group"),
    path("robots.txt", public.robots, name="robots"),
    path("settings/", people.own_settings, name="own_settings"),
    path("tokens/", api_tokens.token_list, name="token_list"),
    path("tokens/<int:pk>/revoke/", api_tokens.token_revoke, name="token_revoke"),
    path("settings/data/", own_data.own_data, name="own_data"),
    path(
        "settings/data/download/",
        own_data.own_data_download,
        name="own_data_download",
    ),
    path("settings/erase/", own_data.own_erase, name="own_erase"),
    path("language/", people.language_set, name="language_set"),
    path("session/", people.session_state, name="session_state"),
    path("teams/", teams.team_create, name="team_create"),
    path("teams/<int:pk>/switch/", teams.team_switch, name="team_switch"),
    path("teams/<int:pk>/members/", teams.member_list, name="member_list"),
    path("teams/<int:pk>/settings/", teams.team_edit, name="team_edit"),
    path("teams/<int:pk>/data/", team_data.team_data, name="team_data"),
    path("teams/<int:pk>/leave/", teams.team_leave, name="team_leave"),
    path(
        "teams/<int:pk>/invitations/",
        invitations.invitation_create,
        name="invitation_create",
    ),
    path("members/<int:pk>/role/", teams.member_role, name="member_role"),
    path("members/<int:pk>/remove/", teams.member_remove, name="member_remove"),
    path("members/<int:pk>/erase/", team_data.member_erase, name="member_erase"),
    path(
        "invitations/open/<str:token>/",
        invitations.invitation_open,
        name="invitation_open",
    ),
    path(
        "invitations/accept/", invitations.invitation_accept, name="invitation_accept"
    ),
    path(
        "invitations/<int:pk>/resend/",
        invitations.invitation_resend,
        name="invitation_resend",
    ),
    path(
        "invitations/<int:pk>/revoke/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
    path("jobs/", jobs.job_list, name="job_list"),
    path("jobs/<uuid:public_id>/", jobs.job_detail, name="job_detail"),
    path("jobs/<uuid:public_id>/cancel/", jobs.job_cancel, name="job_cancel"),
    path("jobs/<uuid:public_id>/retry/", jobs.job_retry, name="job_retry"),
    path("mails/<uuid:public_id>/retry/", jobs.mail_retry, name="mail_retry"),
    path("files/<uuid:public_id>/", files.file_open, name="file_open"),
    path("downloads/<str:token>/", files.file_download, name="file_download"),
    path("shared/open/<str:token>/", shared.share_enter, name="share_enter"),
    path("shared/password/", shared.share_password, name="share_password"),
    path("shared/seen/", shared.share_seen, name="share_seen"),
]
