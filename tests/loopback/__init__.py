"""A model server on loopback, with latency and every fault a real one may have."""

from loopback.server import Served, serve

__all__ = ["Served", "serve"]
