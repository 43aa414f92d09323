"""Addresses of assets, losses and contact lists in the API."""

from django.urls import path

from migration.api.inventory import (
    asset_effects,
    asset_needs,
    asset_views,
    assets,
    effort,
    fields,
    lists,
    losses,
)

PLAN = "plans/<int:pk>/"

INVENTORY = [
    path(f"{PLAN}assets/", assets.AssetList.as_view(), name="asset-list"),
    path(f"{PLAN}assets/change/", assets.AssetsChange.as_view(), name="assets-change"),
    path(
        f"{PLAN}assets/disposition-effect/",
        asset_effects.AssetsEffect.as_view(),
        name="assets-effect",
    ),
    path(f"{PLAN}assets/import/", assets.AssetImport.as_view(), name="asset-import"),
    path(f"{PLAN}assets/effort/", effort.AssetEffort.as_view(), name="asset-effort"),
    path(
        f"{PLAN}effort-table/",
        effort.TeamEffortTable.as_view(),
        name="team-effort-table",
    ),
    path("assets/<int:pk>/", assets.AssetDetail.as_view(), name="asset-detail"),
    path(
        "assets/<int:pk>/restore/",
        assets.RestoringAsset.as_view(),
        name="asset-restoring",
    ),
    path(
        "assets/<int:pk>/disposition/",
        assets.AssetDisposition.as_view(),
        name="asset-disposition",
    ),
    path(
        "assets/<int:pk>/signature/",
        assets.AssetSignature.as_view(),
        name="asset-signature",
    ),
    path(
        "assets/<int:pk>/needs/",
        asset_needs.AssetNeeds.as_view(),
        name="asset-needs",
    ),
    path(
        "assets/<int:pk>/needs/<int:needed_pk>/",
        asset_needs.AssetNeed.as_view(),
        name="asset-need",
    ),
    path(
        f"{PLAN}asset-views/",
        asset_views.AssetViewList.as_view(),
        name="asset-view-list",
    ),
    path(
        "asset-views/<int:pk>/",
        asset_views.AssetViewDetail.as_view(),
        name="asset-view-detail",
    ),
    path(f"{PLAN}losses/", losses.LossList.as_view(), name="loss-list"),
    path("losses/<int:pk>/", losses.LossDetail.as_view(), name="loss-detail"),
    path(
        "losses/<int:pk>/restore/",
        losses.RestoringLoss.as_view(),
        name="loss-restoring",
    ),
    path(
        "losses/<int:pk>/signature/",
        losses.LossSignature.as_view(),
        name="loss-signature",
    ),
    path(f"{PLAN}lists/", lists.ContactLists.as_view(), name="contact-list-list"),
    path(
        "lists/<int:pk>/",
        lists.ContactListDetail.as_view(),
        name="contact-list-detail",
    ),
    path(
        "lists/<int:pk>/restore/",
        lists.RestoringContactList.as_view(),
        name="contact-list-restoring",
    ),
    path(
        "lists/<int:pk>/counts/",
        lists.ContactListCounts.as_view(),
        name="contact-list-counts",
    ),
    path(f"{PLAN}fields/", fields.FieldList.as_view(), name="field-list"),
    path("fields/<int:pk>/", fields.FieldDetail.as_view(), name="field-detail"),
    path(
        "fields/<int:pk>/restore/",
        fields.RestoringField.as_view(),
        name="field-restoring",
    ),
]
