from django.db import migrations, models

import lsscert.refs


class Migration(migrations.Migration):
    dependencies = [
        ("money", "0100_sandbox_remembers"),
    ]

    operations = [
        migrations.CreateModel(
            name="GatewayEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=lsscert.refs.new_ref, editable=False, max_length=10, unique=True
                    ),
                ),
                ("event_id", models.CharField(max_length=255, unique=True)),
                ("type", models.CharField(max_length=100)),
                ("live", models.BooleanField()),
                ("object_id", models.CharField(blank=True, max_length=255)),
                (
                    "charge",
                    models.CharField(
                        blank=True, help_text="the gateway's name of the payment", max_length=255
                    ),
                ),
                (
                    "checkout",
                    models.CharField(
                        blank=True, help_text="our checkout's ref, if it says one", max_length=100
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("handled_at", models.DateTimeField(null=True)),
                ("refused", models.BooleanField(default=False, help_text="the office must look at it")),
                ("outcome", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "ordering": ["-received_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("handled_at", None)),
                        fields=["received_at"],
                        name="gateway_event_waits",
                    )
                ],
            },
        ),
    ]
