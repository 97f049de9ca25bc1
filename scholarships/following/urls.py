"""Addresses of this room, by area."""

from django.urls.resolvers import URLPattern

public: list[URLPattern] = []
my: list[URLPattern] = []
committee: list[URLPattern] = []
desk: list[URLPattern] = []
