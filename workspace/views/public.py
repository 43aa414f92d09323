"""What anybody may read."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep search engines out: pages need a login, share links are for their readers.

    R26 asks for a rule about share links; nothing else here is for them either.
    """
    return render(request, "robots.txt", content_type="text/plain")
