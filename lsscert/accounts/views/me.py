from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lsscert.access import SIGNED_IN, STAFF, who
from lsscert.accounts.forms import NameForm


@who(SIGNED_IN)
def home_for_me(request: HttpRequest) -> HttpResponse:
    """After signing in: to the desk for staff, else to one's own certification."""
    return redirect("desk:home" if request.viewer.has(STAFF) else "my:home")  # type: ignore[attr-defined]


@who(SIGNED_IN)
def name(request: HttpRequest) -> HttpResponse:
    person = request.viewer.person  # type: ignore[attr-defined]
    form = NameForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        person.name = form.cleaned_data["name"]
        person.save(update_fields=["name"])
        messages.success(request, _("Your name is changed."))
        return redirect("account_name")
    return render(request, "accounts/name.html", {"form": form})
