"""Names of people that are names of places too: "Mads Lind", "hr. Løgstrup"."""

from collections.abc import Sequence

from portal.text.folding import fold
from portal.text.tokens import Token

_TITLES = frozenset({"hr", "herr", "fru", "frk", "froken", "enkefru", "dr", "doktor"})
# Common first names of grown-ups in Denmark, by common knowledge; no name that a place has too.
_FIRST_NAMES = """
    Aage Aksel Alex Alexander Alfred Allan Amir Anders Andreas Anton Arne Asger Axel Benny
    Benjamin Bent Bjarne Bo Børge Carl Casper Christian Christoffer Claus Dan Daniel Dennis Ebbe
    Egon Ejnar Emil Erik Erling Finn Flemming Frank Frederik Frode Georg Gert Gunnar Gustav Hans
    Harald Hassan Heine Helge Henning Henrik Henry Holger Ib Ivan Jakob Jacob Jan Jens Jeppe
    Jesper Jimmy Johan Johannes John Johnny Jonas Jørgen Jørn Kai Kaj Karl Karsten Kasper
    Kenneth Kent Kim Kjeld Klaus Knud Kristian Kurt Lars Lasse Leif Leo Mads Magnus Marc Marius
    Mark Martin Mathias Mikkel Mogens Mohammed Morten Niels Nikolaj Ole Oliver Oskar Otto Palle
    Patrick Paul Peder Per Peter Poul Preben Rasmus René Robert Rolf Rune Sebastian Simon Steen
    Sten Steffen Stig Svend Søren Tage Thomas Thorkild Tobias Tommy Tonny Torben Torsten Troels
    Uffe Ulrik Valdemar Verner Viggo Villy Victor William Agnes Alice Amalie Anette Ane Anita
    Anja Anna Anne Annelise Annette Asta Astrid Augusta Benedikte Bente Berit Betina Birgit
    Birgitte Birthe Bodil Britt Camilla Caroline Cecilie Charlotte Christina Clara Connie Dagmar
    Diana Ditte Dorthe Edel Edith Elin Elisabeth Elise Ellen Else Elly Emilie Emma Esther Eva
    Fatima Freja Gerda Gitte Grethe Gudrun Hanne Heidi Helen Helene Helle Henny Ida Inga Inge
    Ingelise Inger Ingrid Irene Irma Iben Jane Janne Jette Joan Johanne Julie Jytte Karen Karin
    Karla Katrine Kirsten Kirstine Kristine Laila Laura Lena Lene Lilly Line Lis Lisbeth Lise
    Lone Lotte Louise Magda Maja Majbritt Maren Margit Margrethe Maria Marianne Marie Mathilde
    Merete Mette Mia Michelle Mona Nanna Nina Olga Oda Pernille Pia Randi Rikke Rita Rosa Ruth
    Sandra Sanne Sara Signe Sofie Solveig Stine Susanne Sussi Tanja Thea Tina Tove Trine Ulla
    Vera Vibeke Winnie Yrsa
"""
_FIRST_NAME_KEYS = frozenset(map(fold, _FIRST_NAMES.split()))


def is_surname(tokens: Sequence[Token], position: int) -> bool:
    """True for a capitalised word that a title or a first name stands right before."""
    if not position or not tokens[position].is_capitalised:
        return False
    before, token = tokens[position - 1], tokens[position]
    if before.folded in _TITLES:
        return True
    is_beside = token.start - before.end == 1
    return is_beside and before.is_capitalised and before.folded in _FIRST_NAME_KEYS
