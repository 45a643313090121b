"""Static files, compressed once at set-up instead of at every request."""

import mimetypes
from pathlib import Path

from flask import Response, request, send_from_directory
from werkzeug.security import safe_join


def send_file_or_gzip(folder: str, filename: str) -> Response:
    """Send a static file, or the ``.gz`` beside it to a browser that takes it; 404 for neither."""
    compressed = f"{filename}.gz"
    path = safe_join(folder, compressed)
    is_compressed = bool(request.accept_encodings["gzip"]) and path and Path(path).is_file()
    response = send_from_directory(
        folder,
        compressed if is_compressed else filename,
        mimetype=mimetypes.guess_type(filename)[0],
    )
    if is_compressed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
