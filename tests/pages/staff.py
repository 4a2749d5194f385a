"""Members of staff, and the addresses of their rooms."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from studio.models import User

GROUPS = ("support", "finance", "content")


def member_of(group="", *, superuser=False):
    """(the person, their browser). Without a group: staff without any permission."""
    import_module("studio.migrations.0008_staff_groups").make_groups(apps, None)
    import_module("anchors.migrations.0002_staff_sees_anchors").let_support_see(apps, None)
    import_module("soulids.migrations.0003_staff_sees_soul_ids").let_support_see(apps, None)
    import_module("video.migrations.0003_staff_keeps_the_camera").let_staff_in(apps, None)
    name = group or ("superuser" if superuser else "nobody")
    user = User.objects.create_user(
        f"{name}@staff.studio", "a long password", is_staff=True, is_superuser=superuser, language="en"
    )
    if group:
        user.groups.add(Group.objects.get(name=group))
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user, browser


def room(model, page="changelist", *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def deed(model, name, *rows):
    """The address where a deed about these rows asks for its reason."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_deed", args=[name])
    return address + "?" + "&".join(f"id={row.pk}" for row in rows)


def key_of(page):
    """The key that the form of a deed carries."""
    return page.context["form"]["key"].value()
