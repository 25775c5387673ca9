"""Packages that are really installed, without a network: wheels written by hand, put in place by pip.

https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""

import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

PACKAGES = Path(__file__).parent / "packages"
WHEEL = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def install(wheel: Path, target: Path) -> None:
    """Let pip put it in place."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(target), str(wheel)], check=True)


def wheel_of(project: Path, folder: Path) -> Path:
    """Build the wheel of a project as its pyproject.toml describes it."""
    said = tomllib.loads((project / "pyproject.toml").read_text())["project"]
    sources = {path.relative_to(project).as_posix(): path.read_text() for path in project.rglob("*.py")}
    return written(folder, said["name"], sources, said["entry-points"])


def written(
    folder: Path, name: str, sources: Mapping[str, str], groups: Mapping[str, Mapping[str, str]]
) -> Path:
    """Write a wheel of these files, with these entry points."""
    plain = name.replace("-", "_")
    about = f"{plain}-1.0.dist-info"
    points = [
        f"[{group}]\n" + "\n".join(f"{key} = {value}" for key, value in entries.items())
        for group, entries in groups.items()
    ]
    files = {
        **sources,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{about}/WHEEL": WHEEL,
        f"{about}/entry_points.txt": "\n".join(points) + "\n",
    }
    files[f"{about}/RECORD"] = "".join(f"{path},,\n" for path in (*files, f"{about}/RECORD"))
    place = folder / f"{plain}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(place, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return place
