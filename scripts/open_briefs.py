"""Make the brief of a scenario in every format, and picture it as a reader sees it.

    python scripts/open_briefs.py build/briefs [SCENARIO]

A PDF is pictured by `pdftoppm` (Debian: poppler-utils); Word files and slides are
opened by LibreOffice first (libreoffice-writer, libreoffice-impress).
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from itertools import product
from pathlib import Path

from app.briefs.commands import today
from app.briefs.edition import AUDIENCES, PAGES, Edition
from app.briefs.formats import FORMATS, encoded
from app.briefs.inside import scenario_file
from app.briefs.making import computed
from simulator import scenario as scenarios
from simulator.model import load

OFFICE = ("docx", "pptx")
DOTS = 80
"""Points an inch of a picture."""


def main(folder: Path, given: Path | None) -> int:
    """Fill a folder with the files and their pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    model = load()
    plain = scenario_file(given) if given else scenarios.new(model).plain
    brief = computed(model, scenarios.from_plain(plain, model), today())
    for form in FORMATS:
        path = folder / f"brief.{form}"
        path.write_bytes(encoded(brief, form))
        print(path)  # noqa: T201  it is what the script is for
    for form in OFFICE:
        pictured(opened(folder / f"brief.{form}", folder), folder / form)
    pictured(folder / "brief.pdf", folder / "pdf")
    for length, audience in product(PAGES, AUDIENCES):
        path = folder / f"{length}_{audience}.pdf"
        edition = Edition(length, audience)
        path.write_bytes(encoded(replace(brief, edition=edition), "pdf"))
        pictured(path, folder / path.stem)
    return 0


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
    if not 1 <= len(given) <= 2:
        sys.exit("usage: open_briefs.py FOLDER [SCENARIO]")
    sys.exit(main(given[0], given[1] if len(given) == 2 else None))
