"""What needs no app: the language of the pages, and the parts they are made of."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from common import views

urlpatterns = [
    path("language/", login_not_required(set_language), name="set_language"),
]

if settings.DEBUG:
    urlpatterns.append(path("style/", views.style_gallery, name="style_gallery"))
