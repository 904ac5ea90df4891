"""How large the review page of a report is, and how soon it can be used in a real browser."""

import shutil
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from llm_extract import pipeline, readers
from llm_extract.rendering import shape
from llm_extract.rendering.review import Sheet, write

ROUNDS = 5
LARGEST, LATEST = 300_000, 500  # bytes, milliseconds
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_USABLE = """async () => {
  const paint = await new Promise((done) => new PerformanceObserver((list) => {
    for (const each of list.getEntriesByName("first-contentful-paint")) done(each.startTime);
  }).observe({ type: "paint", buffered: true }));
  return Math.max(performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd, paint);
}"""


def show(folder: Path) -> None:
    """Bytes of each report's page and the largest; milliseconds from opening it to using it."""
    with TemporaryDirectory() as scratch:
        pages = sorted(_pages(folder, Path(scratch)), key=lambda path: -path.stat().st_size)
        sizes = [path.stat().st_size for path in pages]
        print(f"\nreview page ({len(pages)} reports of {folder.name})")
        print(f"  median size      {median(sizes) / 1000:8.1f} kB")
        print(f"  largest          {sizes[0] / 1000:8.1f} kB     (aim: below {LARGEST // 1000})")
        path = next(filter(None, map(shutil.which, _BROWSERS)), None)
        if path is None or find_spec("playwright") is None:
            print("  no browser or no playwright is installed: not opened")
            return
        taken = _opened(pages[0], path)
        print(f"  largest usable   {median(taken):8.1f} ms     (aim: below {LATEST})")


def _pages(folder: Path, scratch: Path) -> list[Path]:
    made = []
    for path in sorted(folder.glob("*/report.*")):
        document = readers.read_path(path)
        page = scratch / f"{path.parent.name}.html"
        pieces = write([Sheet(shape(pipeline.extract(document)), document)])
        page.write_text("".join(pieces), "utf-8", errors="backslashreplace")
        made.append(page)
    return made


def _opened(page: Path, browser: str) -> list[float]:
    """Milliseconds of each round, in a tab of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium: Any = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        rounds = []
        for _ in range(ROUNDS):
            tab = chromium.new_page()
            tab.goto(page.as_uri())
            tab.wait_for_selector("html[data-ready]", state="attached")
            rounds.append(tab.evaluate(_USABLE))
            tab.close()
        chromium.close()
    return rounds
