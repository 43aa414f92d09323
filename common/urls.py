"""What needs no app: the parts that pages are made of."""

from django.conf import settings
from django.urls import URLPattern, path

from common import views

urlpatterns: list[URLPattern] = []

if settings.DEBUG:
    urlpatterns.append(path("style/", views.style_gallery, name="style_gallery"))
