from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lsscert.access import SIGNED_IN, who
from lsscert.accounts import details
from lsscert.accounts.forms import NameForm
from lsscert.accounts.viewer import me, viewer_of
from lsscert.navigation import doors


@who(SIGNED_IN)
@require_safe
def home_for_me(request: HttpRequest) -> HttpResponse:
    """After signing in: to the work of one's role, else to one's own certification."""
    return redirect(doors(viewer_of(request).roles)[0].url_name)


@who(SIGNED_IN)
@require_safe
def account_home(request: HttpRequest) -> HttpResponse:
    """What belongs to the account rather than to the certification, each with the page that changes it."""
    person = me(request)
    pending = EmailAddress.objects.filter(user=person.user, verified=False).exclude(email=person.email)
    return render(
        request,
        "accounts/home.html",
        {
            "person": person,
            "two_steps": is_mfa_enabled(request.user),
            "pending": pending.first(),
        },
    )


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    person = me(request)
    form = NameForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        details.rename(person=person, name=form.cleaned_data["name"])
        messages.success(request, _("Your name is changed."))
        return redirect("account_home")
    return render(request, "accounts/name.html", {"form": form}, status=422 if form.errors else 200)
