from django.urls import URLPattern

public: list[URLPattern] = []
my: list[URLPattern] = []
desk: list[URLPattern] = []
