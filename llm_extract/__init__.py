"""Verified extraction from Chinese annual reports on government information disclosure."""

__version__ = "0.1.0"

__all__ = ["__version__"]
