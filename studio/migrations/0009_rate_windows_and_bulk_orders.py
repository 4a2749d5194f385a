import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("studio", "0008_staff_groups"),
    ]

    operations = [
        migrations.CreateModel(
            name="RateWindow",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("window", models.BigIntegerField()),
                ("used", models.PositiveIntegerField()),
                ("seen_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        # Counted at every request and worth nothing after a crash: not a byte of it needs the write-ahead log.
        migrations.RunSQL(
            "ALTER TABLE studio_ratewindow SET UNLOGGED", "ALTER TABLE studio_ratewindow SET LOGGED"
        ),
        migrations.CreateModel(
            name="BulkOrder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.UUIDField(editable=False)),
                ("digest", models.CharField(max_length=64)),
                ("outcomes", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bulk_orders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("owner", "key"), name="one_bulk_order_per_key")],
            },
        ),
    ]
