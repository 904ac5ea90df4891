"""Panels: stored results of many reports as tables over agencies and years, and a summary page."""

from llm_extract.panel.assembling import Panel, Wanted, assemble, gather
from llm_extract.panel.reading import Shelf, files

__all__ = ["Panel", "Shelf", "Wanted", "assemble", "files", "gather"]
