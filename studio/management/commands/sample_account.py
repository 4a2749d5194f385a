from __future__ import annotations

from django.core.management.base import BaseCommand

from studio.models import User
from studio.services import credits

EMAIL, PASSWORD = "demo@reklamai.local", "reklamai-demo"  # printed at every start; only with DEMO on


class Command(BaseCommand):
    help = "Make the sample account (a member of staff, with credits) if it is not there yet, and print its login."

    def handle(self, *args: object, **options: object) -> None:
        user = User.objects.filter(email=EMAIL).first()
        if user is None:
            user = User.objects.create_superuser(EMAIL, PASSWORD, name="Demo")
        credits.open_account(user)
        self.stdout.write(f"{EMAIL}  {PASSWORD}")
