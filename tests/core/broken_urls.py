"""A page that breaks while it holds what nobody may read."""

from django.urls import path


def broken(request):
    prompt = "a can at sunset"
    raise RuntimeError(f"prompt={prompt!r} of vera@lis.studio with Bearer abcdefgh12345678")


urlpatterns = [path("broken", broken)]
