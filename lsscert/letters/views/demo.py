from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lsscert.access import ANYONE, who
from lsscert.letters.models import Letter
from lsscert.ui.paging import keyset_page


@who(ANYONE)
@require_safe
def sent_mail(request: HttpRequest) -> HttpResponse:
    """Everything that was sent, for anybody to read: the demonstration has no mail server and no secrets."""
    if not settings.DEMO:
        raise Http404
    page = keyset_page(Letter.objects.all(), request, order=("-written_at", "-pk"), size=20)
    return render(request, "letters_pages/sent_mail.html", {"page": page})
