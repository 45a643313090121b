"""Reading the call sheets back: how many pages, and which texts are drawn on them."""

import re
import zlib

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
SHOWN = re.compile(rb"\(((?:[^()\\]|\\.)*)\) Tj")


def page_count(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def text_of(pdf: bytes) -> str:
    """Return all texts of a PDF in the order in which they are drawn."""
    pages = []
    for packed in STREAM.findall(pdf):
        try:
            content = zlib.decompress(packed)
        except zlib.error:
            continue
        pages += [re.sub(rb"\\(.)", rb"\1", text) for text in SHOWN.findall(content)]
    return "\n".join(text.decode("latin-1") for text in pages)
