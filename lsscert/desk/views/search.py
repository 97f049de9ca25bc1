from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lsscert.access import STAFF, who
from lsscert.desk.searching import LONGEST, SHORTEST_WORD, search
from lsscert.text import tidy_line


@who(STAFF)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """One box for everything: a number leads to its thing, words to people and courses."""
    words = tidy_line(request.GET.get("q", "")[:LONGEST])
    context = {
        "words": words,
        "too_short": len(words) < SHORTEST_WORD,
        "found": search(words),
        "longest": LONGEST,
    }
    return render(request, "desk/search.html", context)
