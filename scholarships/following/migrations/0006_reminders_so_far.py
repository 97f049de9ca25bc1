"""Which reminder went last: it stood in the letter's occasion, as the day it was written."""

from datetime import date

from django.db import migrations


def note(apps, schema_editor):
    letters = apps.get_model("letters", "Letter").objects.filter(kind="scholarship_report_reminder")
    follow_ups = apps.get_model("following", "FollowUp").objects
    for occasion in letters.order_by("written_at", "pk").values_list("occasion", flat=True):
        ref, _colon, day = occasion.partition(":")
        for row in follow_ups.filter(ref=ref):
            row.reminded = (row.due_on - date.fromisoformat(day)).days
            row.save(update_fields=["reminded"])


class Migration(migrations.Migration):
    dependencies = [("following", "0005_reminded"), ("letters", "0002_attachments")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
