"""Flat tables as files: the rows of a result, and what keeps text text in any spreadsheet."""

__all__: list[str] = []
