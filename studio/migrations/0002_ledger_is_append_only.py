from django.db import migrations

FORWARD = """
CREATE FUNCTION studio_ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger rows are only ever added';
END $$;
CREATE TRIGGER studio_ledger_is_append_only BEFORE UPDATE OR DELETE ON studio_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION studio_ledger_is_append_only();
"""
BACKWARD = """
DROP TRIGGER studio_ledger_is_append_only ON studio_ledgerentry;
DROP FUNCTION studio_ledger_is_append_only();
"""


class Migration(migrations.Migration):
    """The database itself refuses to change or delete a movement of money."""

    dependencies = [("studio", "0001_first_tables")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
