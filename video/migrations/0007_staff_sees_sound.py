from django.contrib.auth.management import create_permissions
from django.db import migrations

MAY = {"support": ["view_soundmix", "view_soundpiece", "view_soundorder"]}


def let_staff_in(apps, schema_editor):
    """Permissions are written after all migrations only: those of this room are written now."""
    room = apps.get_app_config("video")
    module, room.models_module = getattr(room, "models_module", None), True
    create_permissions(room, apps=apps, verbosity=0)
    room.models_module = module
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="video")
    for name, codenames in MAY.items():
        group, _fresh = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*permissions.filter(codename__in=codenames))


def keep_them_out(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="video")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=MAY):
        group.permissions.remove(*permissions.filter(codename__in=MAY[group.name]))


class Migration(migrations.Migration):
    """Support sees how sound mixes and their orders went."""

    dependencies = [
        ("video", "0006_sound"),
        ("studio", "0008_staff_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(let_staff_in, keep_them_out)]
