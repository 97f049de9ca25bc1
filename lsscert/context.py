"""What every page's frame needs to know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lsscert.navigation import FOOTER, main_navigation


def page(request: HttpRequest) -> dict[str, Any]:
    viewer = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "viewer_name": viewer.person.name if viewer and viewer.person else "",
        "navigation": main_navigation(request) if viewer else [],
        "footer_links": [{"label": link.label, "url": reverse(link.url_name)} for link in FOOTER],
        "demo_mode": settings.DEMO,
        "demo_mail_url": reverse("sent_mail") if settings.DEMO else "",
    }
