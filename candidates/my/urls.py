from django.urls import URLPattern, path

from candidates.my.views.home import home

public: list[URLPattern] = []
my: list[URLPattern] = [path("", home, name="my_home")]
desk: list[URLPattern] = []
