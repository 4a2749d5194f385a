from __future__ import annotations

from django.urls import path

from anchors.api import anchors, multi

app_name = "anchors_api"

urlpatterns = [
    path("anchors", anchors.Anchors.as_view(), name="anchors"),
    path("anchors/<uuid:pk>", anchors.OneAnchor.as_view(), name="anchor"),
    path("anchors/<uuid:pk>/extract", anchors.Extract.as_view(), name="anchor-extract"),
    path("anchors/<uuid:pk>/restore", anchors.Restore.as_view(), name="anchor-restore"),
    path("multi-references", multi.MultiReferences.as_view(), name="multi-references"),
    path("multi-references/<uuid:pk>", multi.OneMultiReference.as_view(), name="multi-reference"),
    path("multi-references/<uuid:pk>/restore", multi.RestoreMultiReference.as_view(), name="multi-reference-restore"),
]
