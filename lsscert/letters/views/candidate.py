"""A person's own letters, to read again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.letters.models import STATUS, Letter
from lsscert.ui.paging import keyset_page


@who(SIGNED_IN)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    own = Letter.objects.for_person(me(request))
    page = keyset_page(own.defer("body"), request, order=("-written_at", "-pk"))
    return render(request, "letters_pages/my_letters.html", {"page": page})


@who(SIGNED_IN)
@require_safe
def letter(request: HttpRequest, ref: str) -> HttpResponse:
    own = Letter.objects.for_person(me(request))
    found = get_object_or_404(own, ref=ref)
    return render(request, "letters_pages/my_letter.html", {"letter": found, "state": STATUS[found.state]})
