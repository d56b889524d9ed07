"""Redirects from former addresses."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control


def redirect_permanently(address: str) -> HttpResponse:
    """Answer 301, which browsers ask about again: a row may get its former address back."""
    response = HttpResponsePermanentRedirect(address)
    patch_cache_control(response, no_cache=True)
    return response
