"""Make the brief of a scenario in every format, and picture it as a reader sees it.

    python scripts/open_briefs.py build/briefs [SCENARIO ...]

Of several scenarios it is the brief that compares them.
A PDF is pictured by `pdftoppm` (Debian: poppler-utils); Word files and slides are
opened by LibreOffice first (libreoffice-writer, libreoffice-impress).
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

from app.briefs.brief import Brief
from app.briefs.commands import today
from app.briefs.comparison import file as comparison_file
from app.briefs.comparison.making import compared
from app.briefs.edition import AUDIENCES, PAGES, Edition
from app.briefs.formats import FORMATS, encoded
from app.briefs.inside import scenario_file
from app.briefs.making import computed
from simulator import scenario as scenarios
from simulator.model import Model, load
from simulator.scenario import Scenario

OFFICE = ("docx", "pptx")
DOTS = 80
"""Points an inch of a picture."""


def main(folder: Path, *given: Path) -> int:
    """Fill a folder with the files and their pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    model = load()
    plain = [scenario_file(path) for path in given] or [scenarios.new(model).plain]
    several = [scenarios.from_plain(each, model) for each in plain]
    if several[1:]:
        written(folder, compared_by(model, several))
        return 0
    brief = computed(model, several[0], today())
    written(folder, partial(encoded, brief))
    editions(folder, brief)
    return 0


def written(folder: Path, form_by: Callable[[str], bytes]) -> None:
    """Write a file of every format, and picture those that have pages."""
    for form in FORMATS:
        path = folder / f"brief.{form}"
        path.write_bytes(form_by(form))
        print(path)  # noqa: T201  it is what the script is for
    for form in OFFICE:
        pictured(opened(folder / f"brief.{form}", folder), folder / form)
    pictured(folder / "brief.pdf", folder / "pdf")


def editions(folder: Path, brief: Brief) -> None:
    """Write and picture the PDF of every length for every audience."""
    for length, audience in product(PAGES, AUDIENCES):
        path = folder / f"{length}_{audience}.pdf"
        edition = Edition(length, audience)
        path.write_bytes(encoded(replace(brief, edition=edition), "pdf"))
        pictured(path, folder / path.stem)


def compared_by(model: Model, several: list[Scenario]) -> Callable[[str], bytes]:
    """Return how the brief on several scenarios is written in a format."""
    return partial(comparison_file.encoded, compared(model, several, today()))


def opened(path: Path, folder: Path) -> Path:
    """Return a file as LibreOffice prints it."""
    with tempfile.TemporaryDirectory() as draft:
        profile = f"-env:UserInstallation=file://{draft}/profile"
        run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", draft,
            str(path))  # fmt: skip
        printed = folder / f"{path.suffix.removeprefix('.')}.pdf"
        shutil.copy(Path(draft) / f"{path.stem}.pdf", printed)
    return printed


def pictured(path: Path, folder: Path) -> None:
    """Picture each page of a PDF in a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    run("pdftoppm", "-r", str(DOTS), "-png", str(path), str(folder / "page"))


def run(command: str, *arguments: str) -> None:
    """Run a program that must be there."""
    program = shutil.which(command)
    if program is None:
        sys.exit(f"{command} must be installed to open what was made")
    subprocess.run([program, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    if not given:
        sys.exit("usage: open_briefs.py FOLDER [SCENARIO ...]")
    sys.exit(main(*given))
