"""Reports as they are read: the text, the sentences of the report itself, when and by whom."""

from corridor.evidence.documents.document import Document, Sentence
from corridor.evidence.documents.read import read_document

__all__ = ["Document", "Sentence", "read_document"]
