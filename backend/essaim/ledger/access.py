"""Who reads which lines of a book: the confidentiality rule of the agreement decides."""

from essaim.agreements.access import Standing


def sees_every_line(standing: Standing) -> bool:
    """Whether this party reads the other parties' lines: where they are open to all, or as the lead that keeps the book.

    Elsewhere it reads its own lines, and of common accounts what was published at a closing.
    """
    return standing.agreement.confidentiality == "open" or standing.leads
