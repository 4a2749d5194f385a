"""Staff's admin: our name, our accent, and a menu in the order of a day's work."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

__all__ = ["UNFOLD"]


def line(title: Any, icon: str, model: str) -> dict[str, Any]:
    """One line of the menu: a model's list, for those who may see it."""
    app, _dot, name = model.partition(".")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": lambda request: request.user.has_perm(f"{app}.view_{name}"),
    }


UNFOLD = {
    "SITE_TITLE": "ReklamAI",
    "SITE_HEADER": "ReklamAI",
    "SITE_SYMBOL": "auto_awesome",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("icons/favicon.svg")},
    ],
    "SHOW_BACK_BUTTON": True,
    # Its colours would be a style element in each page, which the policy forbids: ours are a file.
    "GLOBAL_CALLBACK": "studio.admin.look.without_inline",
    "DASHBOARD_CALLBACK": "studio.admin.dashboard.dashboard",
    "STYLES": [lambda _request: static("css/staff-colours.css"), lambda _request: static("css/staff.css")],
    "SCRIPTS": [lambda _request: static("js/staff.js")],
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "items": [
                    {"title": _("Today"), "icon": "monitoring", "link": reverse_lazy("admin:index")},
                    {
                        "title": _("Health"),
                        "icon": "ecg_heart",
                        "link": reverse_lazy("staff-health"),
                        "permission": lambda request: request.user.has_perm("studio.view_operations"),
                    },
                ]
            },
            {
                "title": _("Work"),
                "items": [
                    line(_("Generations"), "movie", "studio.generation"),
                    line(_("Assets"), "folder_open", "studio.asset"),
                    line(_("Projects"), "inventory_2", "studio.project"),
                    line(_("Anchors"), "anchor", "anchors.referenceanchor"),
                    line(_("Multi-references"), "dashboard", "anchors.multireference"),
                    line(_("Composer drafts"), "edit_note", "studio.composerdraft"),
                ],
            },
            {
                "title": _("Money"),
                "items": [
                    line(_("Credit accounts"), "account_balance_wallet", "studio.creditaccount"),
                    line(_("Ledger"), "receipt_long", "studio.ledgerentry"),
                ],
            },
            {"title": _("Models"), "items": [line(_("Catalogue"), "tune", "studio.cataloguemodel")]},
            {
                "title": _("Cinema"),
                "items": [
                    line(_("Words of the camera"), "photo_camera", "video.cameraterm"),
                    line(_("Camera presets"), "video_camera_back", "video.camerapreset"),
                    line(_("Pictures read for the live view"), "preview", "video.plate"),
                ],
            },
            {
                "title": _("People"),
                "items": [
                    line(_("Users"), "group", "studio.user"),
                    line(_("Storage allowances"), "data_usage", "studio.allowance"),
                    line(_("API keys"), "key", "studio.apikey"),
                    line(_("Programs signed in"), "devices", "studio.tokenfamily"),
                    line(_("Webhooks"), "webhook", "studio.webhookendpoint"),
                    line(_("Webhook deliveries"), "outbox", "studio.webhookdelivery"),
                    line(_("Data exports"), "archive", "studio.dataexport"),
                    line(_("E-mail addresses"), "mail", "account.emailaddress"),
                    line(_("Failed sign-ins"), "lock", "axes.accessattempt"),
                ],
            },
            {
                "title": _("Staff"),
                "items": [
                    line(_("Staff's deeds"), "history", "admin.logentry"),
                    line(_("Cases"), "visibility", "studio.staffcase"),
                    line(_("Groups"), "shield_person", "auth.group"),
                ],
            },
            {
                "title": _("Queue"),
                "collapsible": True,
                "items": [
                    line(_("Queued tasks"), "hourglass_top", "django_q.ormq"),
                    line(_("Failed tasks"), "error", "django_q.failure"),
                    line(_("Reports on the store"), "inventory", "studio.storereport"),
                ],
            },
        ],
    },
}
