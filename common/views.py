from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from common.gallery import gallery_context


@require_GET
@login_not_required
def style_gallery(request: HttpRequest) -> HttpResponse:
    """Show every component, for those who build pages. Only with DEBUG."""
    return render(request, "components/gallery.html", gallery_context())
