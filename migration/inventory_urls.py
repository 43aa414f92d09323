"""Addresses of what moves: assets, what is lost, and contact lists."""

from django.urls import path

from migration.views.inventory import (
    asset_grid,
    asset_imports,
    asset_needs,
    asset_views,
    assets,
    effort,
    fields,
    lists,
    losses,
)

INVENTORY = [
    path("plans/<int:pk>/assets/", assets.plan_assets, name="plan_assets"),
    path("plans/<int:pk>/assets/add/", assets.asset_add, name="asset_add"),
    path("plans/<int:pk>/assets/change/", assets.assets_change, name="assets_change"),
    path(
        "plans/<int:pk>/assets/import/",
        asset_imports.asset_import,
        name="asset_import",
    ),
    path(
        "plans/<int:pk>/assets/import/<uuid:public_id>/",
        asset_imports.asset_import_review,
        name="asset_import_review",
    ),
    path("plans/<int:pk>/assets/effort/", assets.asset_effort, name="asset_effort"),
    path(
        "plans/<int:pk>/assets/views/",
        asset_views.asset_view_keep,
        name="asset_view_keep",
    ),
    path(
        "asset-views/<int:pk>/forget/",
        asset_views.asset_view_forget,
        name="asset_view_forget",
    ),
    path("plans/<int:pk>/assets/grid/", asset_grid.asset_grid, name="asset_grid"),
    path("assets/<int:pk>/row/", asset_grid.asset_row_save, name="asset_row_save"),
    path("plans/<int:pk>/assets/hours/", effort.plan_effort, name="plan_effort"),
    path(
        "plans/<int:pk>/assets/hours/reset/", effort.effort_reset, name="effort_reset"
    ),
    path("plans/<int:pk>/losses/", losses.loss_note, name="loss_note"),
    path("losses/<int:pk>/", losses.loss_edit, name="loss_edit"),
    path("losses/<int:pk>/sign/", losses.loss_sign, name="loss_sign"),
    path("losses/<int:pk>/remove/", losses.loss_remove, name="loss_remove"),
    path("losses/<int:pk>/restore/", losses.loss_restore, name="loss_restore"),
    path("assets/<int:pk>/", assets.asset_edit, name="asset_edit"),
    path("assets/<int:pk>/decide/", assets.asset_decide, name="asset_decide"),
    path("assets/<int:pk>/sign/", assets.asset_sign, name="asset_sign"),
    path("assets/<int:pk>/remove/", assets.asset_remove, name="asset_remove"),
    path("assets/<int:pk>/restore/", assets.asset_restore, name="asset_restore"),
    path("assets/<int:pk>/needs/", asset_needs.need_add, name="need_add"),
    path(
        "assets/<int:pk>/needs/<int:needed_pk>/remove/",
        asset_needs.need_remove,
        name="need_remove",
    ),
    path("plans/<int:pk>/lists/", lists.plan_lists, name="plan_lists"),
    path("plans/<int:pk>/lists/add/", lists.list_add, name="list_add"),
    path("lists/<int:pk>/", lists.list_edit, name="list_edit"),
    path("lists/<int:pk>/counts/", lists.list_count, name="list_count"),
    path("lists/<int:pk>/remove/", lists.list_remove, name="list_remove"),
    path("lists/<int:pk>/restore/", lists.list_restore, name="list_restore"),
    path("plans/<int:pk>/fields/", fields.plan_fields, name="plan_fields"),
    path("plans/<int:pk>/fields/add/", fields.field_add, name="field_add"),
    path("fields/<int:pk>/", fields.field_edit, name="field_edit"),
    path("fields/<int:pk>/remove/", fields.field_remove, name="field_remove"),
    path("fields/<int:pk>/restore/", fields.field_restore, name="field_restore"),
]
