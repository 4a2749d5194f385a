from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    """A person's presets have different names, whatever the case of their letters."""

    dependencies = [
        ("video", "0001_cinema"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddConstraint(
            model_name="camerapreset",
            constraint=models.UniqueConstraint(
                "owner", Lower("name"), condition=Q(owner__isnull=False), name="one_preset_per_name"
            ),
        ),
    ]
