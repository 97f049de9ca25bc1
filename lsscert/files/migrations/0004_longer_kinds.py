from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0003_evidence"),
    ]

    operations = [
        migrations.AlterField(
            model_name="storedfile",
            name="kind",
            field=models.CharField(
                choices=[
                    ("application/pdf", "PDF"),
                    ("image/png", "PNG"),
                    ("image/jpeg", "JPEG"),
                    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
                    (
                        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                        "PowerPoint",
                    ),
                    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
                    ("audio/mpeg", "MP3"),
                    ("video/mp4", "MP4"),
                    ("text/plain", "text"),
                ],
                max_length=80,
            ),
        ),
    ]
