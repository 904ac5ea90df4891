"""Old Word files to new ones, by a LibreOffice that sees nothing but the one file.

It runs with a profile of its own, made for this file and thrown away: it shares no lock with an
office program that is open, and has macros and links to other files switched off.
"""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from llm_extract.errors import DocumentError, ReaderMissing

SECONDS = 120  # that LibreOffice may take for one file
_PROGRAMS = ("soffice", "libreoffice")
_FILTER = "docx:MS Word 2007 XML"
_MISSING = (
    "old Word files (doc, wps, rtf) are read through LibreOffice, which is not installed: install "
    "it (on Debian the package libreoffice-writer-nogui), or save the file as docx"
)
_FAILED = "LibreOffice could not convert the file{}; open it in Word or WPS and save it as docx"
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = ("DisableMacrosExecution", "BlockUntrustedRefererLinks", "DisableActiveContent")


def converted(raw: bytes, suffix: str) -> bytes:
    """The same document as .docx bytes; a DocumentError where LibreOffice is missing or fails."""
    program = next(filter(None, map(which, _PROGRAMS)), None)
    if program is None:
        raise ReaderMissing(_MISSING)
    with TemporaryDirectory(prefix="llm-extract-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / f"report{suffix}").write_bytes(raw)
        _write_profile(place / "profile" / "user")
        said = _run([program, *_arguments(place, suffix)], place)
        result = place / "out" / "report.docx"
        if not result.is_file():
            raise DocumentError(_FAILED.format(f" ({said})" if said else ""))
        return result.read_bytes()


def _arguments(place: Path, suffix: str) -> list[str]:
    return [
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
        *("--convert-to", _FILTER, "--outdir", str(place / "out"), str(place / f"report{suffix}")),
    ]


def _run(command: list[str], home: Path) -> str:
    """The last line that it says. When its time is up, all the processes it started are ended."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=home,
            env={**os.environ, "HOME": str(home)},
            start_new_session=True,
        )
    except OSError as error:
        raise DocumentError(_FAILED.format(f" ({error})")) from error
    with process:
        try:
            said = process.communicate(timeout=SECONDS)[1]
        except subprocess.TimeoutExpired as error:
            raise DocumentError(_FAILED.format(f" within {SECONDS} seconds")) from error
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return next(reversed(said.decode("utf-8", "replace").strip().splitlines()), "")


def _write_profile(user: Path) -> None:
    items = "".join(
        f'<item oor:path="{_SECURITY}"><prop oor:name="{name}" oor:op="fuse"><value>true</value>'
        "</prop></item>"
        for name in _SETTINGS
    )
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        f'xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        "utf-8",
    )
