import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("studio", "0005_accounts")]

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="allowance",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("limit_mb", models.PositiveBigIntegerField(help_text="0: no limit.", verbose_name="limit, MB")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
            ],
            options={"verbose_name": "storage allowance", "verbose_name_plural": "storage allowances"},
        ),
        migrations.CreateModel(
            name="StoreReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_at", models.DateTimeField(db_index=True, verbose_name="began")),
                ("ended_at", models.DateTimeField(auto_now_add=True, verbose_name="ended")),
                ("files", models.PositiveBigIntegerField(verbose_name="files")),
                ("bytes", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("purged", models.PositiveIntegerField(verbose_name="emptied from the bin")),
                ("dropped", models.PositiveIntegerField(verbose_name="files without a row, removed")),
                ("dropped_bytes", models.PositiveBigIntegerField(verbose_name="bytes of these")),
                ("unfinished", models.PositiveIntegerField(verbose_name="half-written files, removed")),
                ("young", models.PositiveIntegerField(verbose_name="files without a row, too young to remove")),
                ("missing", models.PositiveIntegerField(verbose_name="missing files")),
                ("missing_names", models.JSONField(blank=True, default=list, verbose_name="names of missing files")),
            ],
            options={
                "verbose_name": "report on the store",
                "verbose_name_plural": "reports on the store",
                "ordering": ["-began_at"],
            },
        ),
    ]
