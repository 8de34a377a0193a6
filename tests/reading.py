"""Read the documents the product writes."""

import io

from pypdf import PdfReader


def pdf_text(content: bytes) -> str:
    """The words of a PDF, lines joined by single ordinary spaces."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
