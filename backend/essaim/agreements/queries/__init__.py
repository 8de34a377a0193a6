"""Every read of agreements. Each starts at what the caller may see."""

from essaim.agreements.governing import terms_of
from essaim.agreements.queries.agreements import read, search
from essaim.agreements.queries.documents import document_out, list_documents, read_content
from essaim.agreements.queries.entry import list_open, my_requests
from essaim.agreements.queries.forms import legal_form, legal_forms
from essaim.agreements.queries.parties import describe_party, list_parties, party_out, sharers
from essaim.agreements.queries.versions import check_rules, list_versions, read_rules, read_version

__all__ = [
    "check_rules",
    "describe_party",
    "document_out",
    "legal_form",
    "legal_forms",
    "list_documents",
    "list_open",
    "list_parties",
    "list_versions",
    "my_requests",
    "party_out",
    "read",
    "read_content",
    "read_rules",
    "read_version",
    "search",
    "sharers",
    "terms_of",
]
