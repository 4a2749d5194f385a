"""The hall's tables."""

from studio.models.allowance import RateWindow
from studio.models.api_key import ApiKey, Scope
from studio.models.asset import Asset, AssetKind, AssetOrigin
from studio.models.bulk import BulkOrder
from studio.models.case import StaffCase
from studio.models.catalogue import CatalogueModel
from studio.models.composer import ComposerDraft
from studio.models.credits import CreditAccount, LedgerEntry, LedgerKind
from studio.models.export import DataExport, ExportStatus
from studio.models.generation import Generation
from studio.models.project import Project
from studio.models.reference import GenerationReference
from studio.models.sign_in import TokenFamily
from studio.models.status import Status
from studio.models.storage import Allowance, StoreReport
from studio.models.user import Language, Theme, User
from studio.models.vendor import VendorBalance, VendorFile, VendorWindow
from studio.models.webhook import (
    DeliveryStatus,
    EndpointStatus,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
)

__all__ = [
    "Allowance",
    "ApiKey",
    "Asset",
    "AssetKind",
    "AssetOrigin",
    "BulkOrder",
    "CatalogueModel",
    "ComposerDraft",
    "CreditAccount",
    "DataExport",
    "DeliveryStatus",
    "EndpointStatus",
    "ExportStatus",
    "Generation",
    "GenerationReference",
    "Language",
    "LedgerEntry",
    "LedgerKind",
    "Project",
    "RateWindow",
    "Scope",
    "StaffCase",
    "Status",
    "StoreReport",
    "Theme",
    "TokenFamily",
    "User",
    "VendorBalance",
    "VendorFile",
    "VendorWindow",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
]
