"""Text for the fonts that every PDF reader has: they know the letters of Western Europe."""

import unicodedata

SIGNS = str.maketrans({"–": "-", "—": "-", "…": "...", "’": "'", "“": '"', "”": '"', "•": "-"})


def drawable(text: str) -> str:
    """Return a text in the letters of Latin-1; letters it lacks lose their accents or go."""
    plain = text.translate(SIGNS)
    return (
        "".join(sign if ord(sign) < 256 else unicodedata.normalize("NFKD", sign) for sign in plain)
        .encode("latin-1", "ignore")
        .decode("latin-1")
    )
