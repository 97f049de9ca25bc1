from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MoneyConfig(AppConfig):
    name = "lsscert.money"
    label = "money"
    verbose_name = _("Money")

    def ready(self) -> None:
        from lsscert import samples
        from lsscert.accounts.approval_kinds import APPROVAL_KINDS
        from lsscert.money.refund_approval import A_REFUND, KIND
        from lsscert.money.samples import SAMPLES

        samples.add(SAMPLES)
        APPROVAL_KINDS[KIND] = A_REFUND
