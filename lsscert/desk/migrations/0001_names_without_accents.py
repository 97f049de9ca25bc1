# Written by hand; `makemigrations` does not know of it.
from django.db import migrations

# unaccent() is not immutable by itself, because its dictionary could be changed; ours is named and never is.
FOLDED = """
CREATE FUNCTION folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN public.unaccent('public.unaccent'::regdictionary, upper(words));
"""
NAMES = "CREATE INDEX person_folded_name ON accounts_person USING gin (folded(name) public.gin_trgm_ops);"


class Migration(migrations.Migration):
    """Names can be found whatever their accents and case, also among a million."""

    initial = True

    dependencies = [("accounts", "0001_first")]

    operations = [
        migrations.RunSQL(FOLDED, "DROP FUNCTION folded(text);"),
        migrations.RunSQL(NAMES, "DROP INDEX person_folded_name;"),
    ]
