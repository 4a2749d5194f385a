from django.contrib.auth.management import create_permissions
from django.db import migrations

SEEN = ["view_soulid", "view_consent", "view_remoteerasure"]


def let_support_see(apps, schema_editor):
    """Permissions are written after all migrations only: those of this room are written now."""
    room = apps.get_app_config("soulids")
    module, room.models_module = getattr(room, "models_module", None), True
    create_permissions(room, apps=apps, verbosity=0)
    room.models_module = module
    permissions = apps.get_model("auth", "Permission").objects
    group, _fresh = apps.get_model("auth", "Group").objects.get_or_create(name="support")
    group.permissions.add(*permissions.filter(content_type__app_label="soulids", codename__in=SEEN))


def hide_again(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects
    for group in apps.get_model("auth", "Group").objects.filter(name="support"):
        group.permissions.remove(*permissions.filter(content_type__app_label="soulids", codename__in=SEEN))


class Migration(migrations.Migration):
    """Support sees that there are Soul IDs; a face, a name and whose it is only in a case on that Soul ID."""

    dependencies = [
        ("soulids", "0002_cases_on_faces"),
        ("studio", "0008_staff_groups"),
    ]
    operations = [migrations.RunPython(let_support_see, hide_again)]
