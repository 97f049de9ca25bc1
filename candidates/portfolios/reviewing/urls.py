from django.http import Http404
from django.urls import path

from lsscert.access import REVIEWER, who


@who(REVIEWER)
def nothing(request, ref=""):
    raise Http404


review = [path("", nothing, name="review_home"), path("<ref:ref>/", nothing, name="review")]
