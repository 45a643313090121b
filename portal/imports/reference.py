"""Loading the reference data: municipalities, places, words, domains and published offers."""

from portal.imports.loading import Loaded, Loading
from portal.imports.municipalities import load_domains, load_municipalities, load_region
from portal.imports.places import load_lexicon, load_places
from portal.imports.published_offers import load_published_offers


def load_reference() -> Loaded:
    """Load ``portal/reference`` into the database; the caller commits.

    Safe to run again: what the files say already is left alone, and so is everything that a
    person has edited, confirmed or archived. Raises OSError or ValueError for a damaged file.
    """
    loading = Loading()
    domains = load_domains(loading)
    municipalities = load_municipalities(loading)
    load_region(loading)
    load_published_offers(loading, municipalities, domains)
    load_places()
    load_lexicon()
    return loading.result()
