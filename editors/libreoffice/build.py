"""Puts the extension together: build.py OXT."""

import sys
import zipfile
from pathlib import Path

FOLDER = Path(__file__).parent
PARTS = (
    "META-INF/*.xml",
    "*.xml",
    "proofreader.py",
    "pythonpath/*.py",
    "registry/*",
    "description/*.txt",
)


def main(oxt: str) -> None:
    with zipfile.ZipFile(oxt, "w", zipfile.ZIP_DEFLATED) as archive:
        for pattern in PARTS:
            for path in sorted(FOLDER.glob(pattern)):
                archive.write(path, path.relative_to(FOLDER).as_posix())
        archive.write(FOLDER.parents[1] / "LICENSE", "LICENSE")


if __name__ == "__main__":
    main(sys.argv[1])
