from django.db import migrations, models

FORWARD = """
CREATE FUNCTION studio_generation_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision + 1;
    RETURN NEW;
END $$;
CREATE TRIGGER studio_generation_revision BEFORE UPDATE ON studio_generation
    FOR EACH ROW EXECUTE FUNCTION studio_generation_revision();
"""
BACKWARD = """
DROP TRIGGER studio_generation_revision ON studio_generation;
DROP FUNCTION studio_generation_revision();
"""


class Migration(migrations.Migration):
    """Number the states of a work, so that a page can tell which of two drawings is the newer."""

    dependencies = [("studio", "0003_ledger_settled_index")]
    operations = [
        migrations.AddField("generation", "revision", models.PositiveIntegerField(default=0, editable=False)),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
