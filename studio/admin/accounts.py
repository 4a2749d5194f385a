from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from studio.admin.readonly import ReadOnlyAdmin
from studio.models import ComposerDraft, Project, User


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):  # type: ignore[type-arg]  # generic in its stubs alone
    form, add_form, change_password_form = UserChangeForm, UserCreationForm, AdminPasswordChangeForm
    list_display = ["email", "name", "language", "is_staff", "is_active", "date_joined"]
    list_filter = ["is_staff", "is_active", "language"]
    search_fields = ["email", "name"]
    ordering = ["-date_joined"]
    readonly_fields = ["date_joined", "last_login"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Profile"), {"fields": ["name", "language", "theme"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Dates"), {"fields": ["date_joined", "last_login"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "usable_password", "password1", "password2"]})]


@admin.register(Project)
class ProjectAdmin(ModelAdmin):
    list_display = ["name", "owner", "created_at", "deleted_at"]
    search_fields = ["name", "owner__email"]
    autocomplete_fields = ["owner"]
    list_select_related = ["owner"]
    date_hierarchy = "created_at"


@admin.register(ComposerDraft)
class ComposerDraftAdmin(ReadOnlyAdmin):
    list_display = ["owner", "composer", "updated_at"]
    search_fields = ["owner__email"]
    list_select_related = ["owner"]
