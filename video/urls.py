"""The pages of the cinema room."""

from __future__ import annotations

from django.urls import path

from video.views import board_deeds, cinema, masters, player, presets, preview, sheets, storyboards, strips, transitions

app_name = "video"

urlpatterns = [
    path("generations/<uuid:pk>/masters", masters.masters, name="masters"),
    path("generations/<uuid:pk>/masters/export", masters.export, name="export"),
    path("keyframes/strip", strips.strip, name="strip"),
    path("transitions", transitions.index, name="transitions"),
    path("transitions/strip", transitions.strip, name="transition-strip"),
    path("transitions/upload", transitions.upload, name="transition-upload"),
    path("cinema", cinema.index, name="index"),
    path("cinema/preview", preview.preview, name="preview"),
    path("cinema/marks", cinema.marks, name="marks"),
    path("cinema/presets/<uuid:pk>/rename", presets.rename, name="preset-rename"),
    path("cinema/presets/<uuid:pk>/delete", presets.delete, name="preset-delete"),
    path("cinema/<slug:mode>", cinema.cinema, name="cinema"),
    path("cinema/<slug:mode>/presets", presets.presets, name="presets"),
    path("cinema/<slug:mode>/save", presets.save, name="save"),
    path("storyboards", storyboards.storyboards, name="storyboards"),
    path("storyboards/<uuid:pk>", storyboards.storyboard, name="storyboard"),
    path("storyboards/<uuid:pk>/quote", storyboards.quote, name="storyboard-quote"),
    path("storyboards/<uuid:pk>/live", storyboards.live, name="storyboard-live"),
    path("storyboards/<uuid:pk>/player", player.player, name="storyboard-player"),
    path("storyboards/<uuid:pk>/captions.vtt", player.captions, name="storyboard-captions"),
    path("storyboards/<uuid:pk>/captions.srt", player.subrip, name="storyboard-captions-srt"),
    path("storyboards/<uuid:pk>/sheet.pdf", sheets.sheet, {"form": "pdf"}, name="storyboard-sheet-pdf"),
    path("storyboards/<uuid:pk>/sheet.png", sheets.sheet, {"form": "png"}, name="storyboard-sheet-png"),
    path("storyboards/<uuid:pk>/piece", board_deeds.piece, name="storyboard-piece"),
    path("storyboards/<uuid:pk>/shots", board_deeds.add, name="storyboard-shots"),
    path("storyboards/<uuid:pk>/shots/<uuid:shot>", board_deeds.shot, name="storyboard-shot"),
    path("storyboards/<uuid:pk>/shots/<uuid:shot>/back", board_deeds.put_back, name="storyboard-shot-back"),
    path("storyboards/<uuid:pk>/render", board_deeds.render_film, name="storyboard-render"),
    path("storyboards/<uuid:pk>/animatic", board_deeds.animatic, name="storyboard-animatic"),
    path("storyboards/<uuid:pk>/cancel", board_deeds.cancel, name="storyboard-cancel"),
    path("storyboards/<uuid:pk>/trash", storyboards.trash, name="storyboard-trash"),
    path("storyboards/<uuid:pk>/restore", storyboards.restore, name="storyboard-restore"),
]
