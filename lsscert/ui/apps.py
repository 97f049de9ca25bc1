from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lsscert.ui"
    label = "ui"
