"""Addresses of prices, in the step Money."""

from django.urls import URLPattern, path

from evaluator.views.money import prices, tariff_edit

PRICES = "evaluations/<int:pk>/money/prices/"
CANDIDATE = f"{PRICES}<int:candidate_pk>/"

PRICE_PAGES: list[URLPattern] = [
    path(PRICES, prices.price_list, name="price_list"),
    path(CANDIDATE, prices.price_detail, name="price_detail"),
    path(f"{CANDIDATE}quote/", prices.price_quote, name="price_quote"),
    path(f"{CANDIDATE}tariff/", tariff_edit.tariff_edit, name="tariff_edit"),
    path(f"{CANDIDATE}tariff/draft/", tariff_edit.tariff_draft, name="tariff_draft"),
    path(
        f"{CANDIDATE}tariff/preview/",
        tariff_edit.tariff_preview,
        name="tariff_preview",
    ),
    path(f"{CANDIDATE}use/", prices.price_use, name="price_use"),
    path(
        f"{CANDIDATE}versions/<int:number>/",
        prices.price_version,
        name="price_version",
    ),
]
