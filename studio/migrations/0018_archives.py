from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("studio", "0017_cinema"),
    ]

    operations = [
        migrations.AlterField(
            model_name="asset",
            name="kind",
            field=models.CharField(
                choices=[("picture", "Picture"), ("clip", "Clip"), ("sound", "Sound"), ("archive", "Archive")],
                max_length=8,
                verbose_name="kind",
            ),
        ),
    ]
