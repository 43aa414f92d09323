from django.urls import path

from workspace.api import account, invitations, jobs, teams

urlpatterns = [
    path("me/", account.OwnSettings.as_view(), name="own-settings"),
    path("tokens/", account.TokenList.as_view(), name="token-list"),
    path("tokens/<int:pk>/", account.TokenDetail.as_view(), name="token-detail"),
    path("teams/", teams.TeamList.as_view(), name="team-list"),
    path("teams/<int:pk>/", teams.TeamDetail.as_view(), name="team-detail"),
    path(
        "teams/<int:pk>/activity/", teams.TeamActivity.as_view(), name="team-activity"
    ),
    path("teams/<int:pk>/members/", teams.MemberList.as_view(), name="member-list"),
    path("members/<int:pk>/", teams.MemberDetail.as_view(), name="member-detail"),
    path(
        "members/<int:pk>/removal/effect/",
        teams.MemberRemovalEffect.as_view(),
        name="member-removal-effect",
    ),
    path(
        "teams/<int:pk>/invitations/",
        invitations.TeamInvitationList.as_view(),
        name="invitation-list",
    ),
    path(
        "invitations/<int:pk>/",
        invitations.InvitationDetail.as_view(),
        name="invitation-detail",
    ),
    path(
        "invitations/<int:pk>/sending/",
        invitations.InvitationSending.as_view(),
        name="invitation-sending",
    ),
    path("jobs/", jobs.JobList.as_view(), name="job-list"),
    path("jobs/<uuid:public_id>/", jobs.JobDetail.as_view(), name="job-detail"),
    path(
        "jobs/<uuid:public_id>/cancellation/",
        jobs.JobCancellation.as_view(),
        name="job-cancellation",
    ),
    path("jobs/<uuid:public_id>/retry/", jobs.JobRetry.as_view(), name="job-retry"),
    path("jobs/<uuid:public_id>/file/", jobs.JobFile.as_view(), name="job-file"),
]
