
import django.db.models.deletion
import django.utils.timezone
import uuid
import video.models.film
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('studio', '0018_archives'),
        ('video', '0003_staff_keeps_the_camera'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MultiShotGeneration',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('aspect_ratio', models.CharField(default='16:9', max_length=10, verbose_name='format')),
                ('resolution', models.CharField(default='1080p', max_length=12, verbose_name='resolution')),
                ('model', models.CharField(default='draft-clip', max_length=120, verbose_name='model')),
                ('parameters', models.JSONField(blank=True, default=dict, verbose_name='parameters')),
                ('native', models.BooleanField(default=False, verbose_name='one order')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('queued', 'Queued'), ('running', 'Running'), ('done', 'Done'), ('partial', 'Done in part'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='draft', max_length=10, verbose_name='status')),
                ('combined_hash', models.CharField(blank=True, max_length=64)),
                ('animatic_hash', models.CharField(blank=True, max_length=64)),
                ('trouble', models.TextField(blank=True, verbose_name='trouble')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('deleted_at', models.DateTimeField(blank=True, null=True, verbose_name='deleted')),
                ('animatic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='studio.asset')),
                ('combined_video', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='studio.asset')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='films', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='films', to='studio.project')),
            ],
            options={
                'verbose_name': 'storyboard',
                'verbose_name_plural': 'storyboards',
                'ordering': ['-updated_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Shot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('prompt', models.TextField(blank=True, verbose_name='prompt')),
                ('duration_s', models.PositiveSmallIntegerField(default=4, verbose_name='seconds')),
                ('camera', models.JSONField(blank=True, default=dict, verbose_name='camera')),
                ('references', models.JSONField(blank=True, default=list, verbose_name='references')),
                ('continues', models.BooleanField(default=False, verbose_name='continues')),
                ('line', models.TextField(blank=True, verbose_name='line')),
                ('model', models.CharField(blank=True, max_length=120, verbose_name='model')),
                ('parameters', models.JSONField(blank=True, default=dict, verbose_name='parameters')),
                ('seed', models.BigIntegerField(default=video.models.film.any_seed, verbose_name='seed')),
                ('locked', models.BooleanField(default=False, verbose_name='locked')),
                ('join_style', models.CharField(default='cut', max_length=12, verbose_name='join')),
                ('join_seconds', models.FloatField(default=0.5)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('end_frame', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='studio.asset')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shots', to='video.multishotgeneration')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='studio.asset')),
                ('start_frame', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='studio.asset')),
            ],
            options={
                'verbose_name': 'shot',
                'verbose_name_plural': 'shots',
                'ordering': ['film', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ShotOrder',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('shot', 'Shot'), ('frame', 'Last frame'), ('sketch', 'Sketch'), ('film', 'Film'), ('animatic', 'Animatic'), ('native', 'All shots in one order')], max_length=8, verbose_name='part')),
                ('content_hash', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followers', to='video.shotorder')),
                ('film', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='orders', to='video.multishotgeneration')),
                ('generation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='shot_order', to='studio.generation')),
                ('shot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='orders', to='video.shot')),
            ],
            options={
                'verbose_name': 'order of a storyboard',
                'verbose_name_plural': 'orders of storyboards',
                'ordering': ['-id'],
            },
        ),
        migrations.AddIndex(
            model_name='multishotgeneration',
            index=models.Index(condition=models.Q(('deleted_at', None)), fields=['owner', '-updated_at', '-id'], name='film_owner_newest'),
        ),
        migrations.AddConstraint(
            model_name='multishotgeneration',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'queued', 'running', 'done', 'partial', 'failed', 'cancelled'])), name='film_status_is_one_of_ours'),
        ),
        migrations.AddIndex(
            model_name='shot',
            index=models.Index(fields=['film', 'position'], name='shot_place'),
        ),
        migrations.AddIndex(
            model_name='shotorder',
            index=models.Index(fields=['film', 'part', '-id'], name='shot_order_part'),
        ),
        migrations.AddIndex(
            model_name='shotorder',
            index=models.Index(fields=['shot', 'part', 'content_hash'], name='shot_order_content'),
        ),
    ]
