"""A report as an old Word file, saved by LibreOffice; the test is skipped where there is none."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from formats import docx
from formats.describe import Block


def write(blocks: Sequence[Block], folder: Path) -> bytes:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    path = folder / "report.docx"
    path.write_bytes(docx.write(blocks))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", folder, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.with_suffix(".doc").read_bytes()
