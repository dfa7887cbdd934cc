"""Make the folder of Pyodide that the site is tested with, out of what package registries have.

    python site/pyodide_folder.py            prints the folder; a second time it is there already
    python site/pyodide_folder.py FOLDER     makes it there

Pyodide's own release holds the same and more; where it can be had, unpack that instead. Here the
runtime and its list of packages come from npm, the packages that are made for the browser from the
wheel of Open WebUI on PyPI, which brings some, and the rest from PyPI: each in the version of the
list, or of Open WebUI. Needs pip, npm and a net; without it, says so in one sentence.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from build import LIBRARY, LOCK, RUNTIME, WANTED, lock, with_needs

PYODIDE = "pyodide@314.0.6"
OPEN_WEBUI = "open-webui==0.12.4"
FOLDER = Path(os.environ.get("PYODIDE_FOLDER") or Path.home() / ".cache/backprop-by-hand" / PYODIDE)


def make(folder):
    """Fill the folder with the runtime, the wheels that are needed and the list of them."""
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        _run(["npm", "pack", PYODIDE], scratch)
        with tarfile.open(next(scratch.glob("pyodide-*.tgz"))) as archive:
            archive.extractall(scratch, filter="data")
        _pip(scratch, OPEN_WEBUI, python="3.12")
        made = scratch / "made"
        made.mkdir()
        for name in (*RUNTIME, LIBRARY):
            shutil.copy(scratch / "package" / name, made)
        said = lock(scratch / "package")
        needed = with_needs(said["packages"], WANTED)
        said["packages"] = {name: said["packages"][name] for name in needed}
        with zipfile.ZipFile(next(scratch.glob("open_webui-*.whl"))) as theirs:
            for package in said["packages"].values():
                wheel = _wheel(package, theirs, scratch)
                package["file_name"] = wheel.name
                package["version"] = wheel.name.split("-")[1]
                package["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
                shutil.copy(wheel, made)
        (made / LOCK).write_text(json.dumps(said), encoding="utf-8")
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made, folder)


def _wheel(package, theirs, scratch):
    """The file of one package: from Open WebUI's wheel if it is there, else from PyPI."""
    for path in theirs.namelist():
        name = path.rpartition("/")[2]
        if path.startswith("open_webui/frontend/pyodide/") and _same(name, package["file_name"]):
            (scratch / name).write_bytes(theirs.read(path))
            return scratch / name
    _pip(scratch, f"{package['name']}=={package['version']}")
    return next(path for path in scratch.glob("*.whl") if _same(path.name, package["file_name"]))


def _same(name, wanted):
    """Whether two wheels are of one package, for one Python on one machine."""
    return name.endswith(".whl") and _parts(name) == _parts(wanted)


def _parts(name):
    parts = name.removesuffix(".whl").split("-")
    kind = parts[2:] if parts[-1] != "any" else "any"
    return parts[0].lower().replace(".", "_"), kind


def _pip(folder, wanted, python="3.14"):
    """Download one wheel. python: the one that it is for, not the one that runs here."""
    pip = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "-d", "."]
    _run([*pip, "--no-deps", "--only-binary", ":all:", "--python-version", python, wanted], folder)


def _run(command, folder):
    try:
        done = subprocess.run(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    except FileNotFoundError:
        sys.exit(f"No folder of Pyodide could be made: there is no {command[0]} here.")
    if done.returncode:
        what = f"No folder of Pyodide could be made: {command[-1]} could not be downloaded."
        sys.exit(f"{done.stdout}\n{what}")


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    if not (folder / LOCK).exists():
        make(folder)
    print(folder)
