from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lsscert import clock
from lsscert.access import ANYONE, who
from lsscert.accounts.viewer import viewer_of
from lsscert.pages import services
from lsscert.pages.figures import figures
from lsscert.pages.forms import ContactForm, page_or_nothing
from lsscert.pages.limits import within_limit

MOST_AN_HOUR = 10


@who(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Write to the office, about the page one came from."""
    form = ContactForm(request.POST or None, initial=_known(request))
    if request.method != "POST":
        return _page(request, form)
    if form.is_from_a_robot:
        return redirect("contact_sent")
    if not form.is_valid():
        return _page(request, form, 422)
    if not within_limit(request, what="contact", most=MOST_AN_HOUR, now=clock.now()):
        form.add_error(
            None, _("Many messages came from your address just now. Please send this one in an hour.")
        )
        return _page(request, form, 429)
    typed = {name: form.cleaned_data[name] for name in ("name", "email", "text", "page")}
    services.write_to_office(
        **typed,
        person=viewer_of(request).person,
        now=clock.now(),
    )
    return redirect("contact_sent")


@who(ANYONE)
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/contact_sent.html")


def _known(request: HttpRequest) -> dict[str, Any]:
    person = viewer_of(request).person
    known = {"name": person.name, "email": person.email} if person else {}
    return known | {"page": page_or_nothing(request.GET.get("page"))}


def _page(request: HttpRequest, form: ContactForm, status: int = 200) -> HttpResponse:
    about = page_or_nothing(form["page"].value())
    context = figures(clock.today()) | {"form": form, "about": about}
    return render(request, "pages/contact.html", context, status=status)
