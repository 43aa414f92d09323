"""Addresses of the catalogue, shipped and own, and of the glossary."""

from django.urls import path

from evaluator.views import glossary
from evaluator.views.catalogue import own_facts, own_layer, own_platforms, platforms

CATALOGUE = [
    path("platforms/", platforms.platform_list, name="platform_list"),
    path("platforms/add/", own_platforms.platform_add, name="platform_add"),
    path("platforms/file/", own_layer.layer_file, name="layer_file"),
    path("platforms/file/own.yaml", own_layer.layer_yaml, name="layer_yaml"),
    path("platforms/file/own.xlsx", own_layer.layer_xlsx, name="layer_xlsx"),
    path("platforms/file/shipped.yaml", own_layer.layer_shipped, name="layer_shipped"),
    path(
        "platforms/file/<uuid:public_id>/", own_layer.layer_review, name="layer_review"
    ),
    path("platforms/compare/", platforms.platform_compare, name="platform_compare"),
    path("platforms/<int:pk>/", platforms.platform_detail, name="platform_detail"),
    path("platforms/<int:pk>/edit/", own_platforms.platform_edit, name="platform_edit"),
    path(
        "platforms/<int:pk>/remove/",
        own_platforms.platform_remove,
        name="platform_remove",
    ),
    path("platforms/<int:pk>/facts/add/", own_facts.own_fact_add, name="own_fact_add"),
    path("facts/<int:pk>/", own_facts.own_fact_edit, name="own_fact_edit"),
    path("facts/<int:pk>/remove/", own_facts.own_fact_remove, name="own_fact_remove"),
    path("glossary/", glossary.glossary, name="glossary"),
]
