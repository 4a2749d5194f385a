from __future__ import annotations

from django.urls import path

from soulids.api import masters, photos, searches, souls, training

app_name = "soulids_api"

urlpatterns = [
    path("soul-ids", souls.SoulIDs.as_view(), name="soul-ids"),
    path("soul-ids/search", searches.Searches.as_view(), name="searches"),
    path("soul-ids/search/<uuid:pk>", searches.OneSearch.as_view(), name="search"),
    path("soul-ids/<uuid:pk>", souls.OneSoulID.as_view(), name="soul-id"),
    path("soul-ids/<uuid:pk>/photos", photos.Photos.as_view(), name="photos"),
    path("soul-ids/<uuid:pk>/photos/<uuid:photo>", photos.OnePhoto.as_view(), name="photo"),
    path("soul-ids/<uuid:pk>/consent", souls.ConsentOf.as_view(), name="consent"),
    path("soul-ids/<uuid:pk>/estimate", training.Estimate.as_view(), name="estimate"),
    path("soul-ids/<uuid:pk>/train", training.Train.as_view(), name="train"),
    path("soul-ids/<uuid:pk>/cancel", training.Cancel.as_view(), name="cancel"),
    path("soul-ids/<uuid:pk>/report", training.ReportOf.as_view(), name="report"),
    path("soul-ids/<uuid:pk>/versions", training.Versions.as_view(), name="versions"),
    path("soul-ids/<uuid:pk>/versions/<int:number>", training.OneVersion.as_view(), name="version"),
    path("soul-ids/<uuid:pk>/versions/<int:number>/use", training.UseVersion.as_view(), name="version-use"),
    path("soul-ids/<uuid:pk>/masters", masters.Masters.as_view(), name="masters"),
    path("soul-ids/<uuid:pk>/master", masters.Master.as_view(), name="master"),
    path("soul-ids/<uuid:pk>/used-in", souls.UsedIn.as_view(), name="used-in"),
]
