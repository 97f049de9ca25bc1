"""A paper handed to a browser."""

from django.http import HttpResponse


def as_download(pdf: bytes, file_name: str) -> HttpResponse:
    """`file_name` in plain letters. It names a person, so nothing on the way may keep it."""
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{file_name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
