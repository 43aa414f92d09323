"""Addresses of prices in the API."""

from django.urls import URLPattern, path

from evaluator.api.money import prices

PRICES = "evaluations/<int:pk>/prices/"
PRICE = f"{PRICES}<int:candidate_pk>/"

PRICE_ROUTES: list[URLPattern] = [
    path(PRICES, prices.PriceList.as_view(), name="price-list"),
    path(PRICE, prices.PriceDetail.as_view(), name="price-detail"),
    path(f"{PRICE}tariff/", prices.PriceTariff.as_view(), name="price-tariff"),
    path(f"{PRICE}quote/", prices.PriceQuote.as_view(), name="price-quote"),
    path(
        f"{PRICE}versions/",
        prices.TariffVersionList.as_view(),
        name="tariff-version-list",
    ),
    path(
        f"{PRICE}versions/<int:number>/",
        prices.TariffVersionDetail.as_view(),
        name="tariff-version-detail",
    ),
]
