from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand

from studio.models import User
from studio.services import credits

EMAIL, PASSWORD = "demo@reklamai.local", "reklamai-demo"  # printed at every start; only with DEMO on


class Command(BaseCommand):
    help = "Make the sample account (a member of staff, with credits) and print its login; with DEMO off, shut it."

    def handle(self, *args: object, **options: object) -> None:
        if settings.DEMO:
            opened()
            self.stdout.write(f"{EMAIL}  {PASSWORD}")
        else:
            shut()
            self.stdout.write("DEMO is off: there is no sample account.")


def opened() -> None:
    user = User.objects.filter(email=EMAIL).first()
    if user is None:
        user = User.objects.create_superuser(EMAIL, PASSWORD, name="Demo")
    elif not user.has_usable_password():  # shut before
        user.set_password(PASSWORD)
        user.is_active = True
        user.save(update_fields=["password", "is_active"])
    credits.open_account(user)


def shut() -> None:
    """Data that once was tried out with DEMO may be served to the public later: the known password must not open it."""
    user = User.objects.filter(email=EMAIL).first()
    if user is not None:
        user.set_unusable_password()
        user.is_active = False
        user.save(update_fields=["password", "is_active"])
