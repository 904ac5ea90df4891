"""Offline pages from a package's templates: every text escaped, nothing loaded, nothing run."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def rendered(package: str, name: str, content: Mapping[str, Any]) -> str:
    """The page `templates/NAME.html` of a package; its policy may allow NAME.css alone.

    The template gets that style and, for its policy, the digest of it.
    """
    environment = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = environment.get_template(f"{name}.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = environment.get_template(f"{name}.html")
    return page.render(style=Markup(style), digest=digest, **content)
