from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN_BY_ALL = ["view_cataloguemodel"]
GROUPS = {
    "support": [
        "view_user", "suspend_user", "view_project", "view_asset", "view_generation", "run_generation",
        "return_generation", "open_case", "view_creditaccount", "view_ledgerentry", "view_apikey", "view_tokenfamily",
        "view_dataexport", "view_allowance", "view_operations",
    ],
    "finance": [
        "view_user", "view_generation", "view_creditaccount", "view_ledgerentry", "add_ledgerentry",
        "price_cataloguemodel",
    ],
    "content": ["change_cataloguemodel", "view_project", "change_project"],
}


def make_groups(apps, schema_editor):
    """Permissions are written after all migrations only: those of the studio are written now."""
    studio = apps.get_app_config("studio")
    module, studio.models_module = getattr(studio, "models_module", None), True
    create_permissions(studio, apps=apps, verbosity=0)
    studio.models_module = module
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="studio")
    for name, codenames in GROUPS.items():
        group, _fresh = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames + SEEN_BY_ALL))


def drop_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    """Staff's three groups: what each of them may see and do."""

    dependencies = [
        ("studio", "0007_staff_at_work"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, drop_groups)]
