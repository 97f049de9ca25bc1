from django.urls import URLPattern, path

from lsscert.policy.views import staff

public: list[URLPattern] = []
my: list[URLPattern] = []
desk: list[URLPattern] = [
    path("policy/", staff.policy, name="desk_policy"),
    path("policy/take-back/<ref:ref>/", staff.take_back, name="desk_policy_take_back"),
    path("policy/<str:key>/", staff.figure, name="desk_policy_figure"),
]
