"""Addresses of the step Money."""

from django.urls import URLPattern

MONEY: list[URLPattern] = []
