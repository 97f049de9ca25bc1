from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("money", "0003_follow_every_dollar")]

    operations = [
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credited__lt", models.F("total")), ("state", "issued")),
                    models.Q(("credited", models.F("total")), ("state", "cancelled")),
                    _connector="OR",
                ),
                name="invoice_is_cancelled_when_all_is_credited",
            ),
        ),
    ]
