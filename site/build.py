"""Build the course as a site of plain files: Jupyter and Python run in the reader's browser.

    python site/build.py                          Python comes from Pyodide's own address
    python site/build.py --pyodide FOLDER         the site holds it all and asks no other host
    python site/build.py --to DIR                 where the site goes; without it, _site

Needs site/requirements.txt, and a net: the packages of site/kernel.txt are downloaded. FOLDER is
what `python site/pyodide_folder.py` makes, or an unpacked release of Pyodide. Everything is made in
a temporary folder; DIR is replaced as a whole.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from importlib.util import find_spec
from pathlib import Path
from string import Template

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
KERNEL = "@jupyterlite/pyodide-kernel-extension"
# What the kernel asks for by name, and what the notebooks import, all there before the first cell
# runs: the notebooks and the helpers import where Pyodide does not see it.
WANTED = ("ipython", "matplotlib", "micropip", "numpy")
UNUSED = ("fonttools", "pytz")  # matplotlib's, for PDF and for time zones
# An icon from the start: else browsers look for one where a web server has other things.
HEAD = """<head>
    <link rel="icon" href="../lab/favicon.ico">
    <script src="../page.js"></script>"""
HERE_ALL = "All of it comes from this site. No other address is asked for anything."
FROM_CDN = (
    "The course comes from this site. Python comes from cdn.jsdelivr.net, the address that Pyodide "
    "is published at, so that address is asked too. No other one is."
)


def build(to, pyodide=None):
    """Write the site into the folder `to`. pyodide: a folder, or None for Pyodide's own address."""
    with tempfile.TemporaryDirectory() as scratch:
        site = _jupyterlite(Path(scratch))
        ours = _wheels(Path(scratch) / "wheels", site)
        packages = _packages(pyodide, site / "static/pyodide", ours)
        _configure(site, pyodide, packages)
        _pages(site, pyodide, packages)
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(site, to)


def _jupyterlite(scratch):
    """JupyterLite with the notebooks in it, no Python yet. Returns its folder."""
    (scratch / "contents").mkdir()  # what a learner has left beside the notebooks stays here
    for path in (*ROOT.glob("notebooks/*.ipynb"), ROOT / "notebooks/penguins.csv"):
        shutil.copy(path, scratch / "contents")
    labextensions = Path(sys.prefix) / "share/jupyter/labextensions"
    config = {
        "contents": ["contents"],
        "output_dir": "site",
        "no_sourcemaps": True,
        # These two and no other that happens to be installed beside them.
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [
            str(labextensions / name) for name in (KERNEL, "@jupyter-widgets/jupyterlab-manager")
        ],
    }
    (scratch / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": config}))
    shutil.copy(HERE / "jupyter-lite.json", scratch)
    _run([sys.executable, "-m", "jupyterlite_core", "build"], scratch)
    return scratch / "site"


def _wheels(folder, site):
    """The wheels that Pyodide does not have: the helpers', the kernel's, those of kernel.txt."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    _run([*pip, "wheel", "-q", "--no-deps", "-w", folder, ROOT], folder.parent)
    _run([*pip, "download", "-q", "--no-deps", "-d", folder, "-r", HERE / "kernel.txt"], ROOT)
    kernel = (site / "extensions" / KERNEL / "static/pypi").glob("*.whl")
    for wheel in kernel:
        if not wheel.name.startswith("widgetsnbextension"):
            shutil.copy(wheel, folder)
    # The kernel insists on a package of this name; completion does without, and starts sooner.
    with zipfile.ZipFile(folder / "jedi-0-py3-none-any.whl", "w") as empty:
        for name in ("METADATA", "WHEEL", "RECORD"):
            empty.writestr(f"jedi-0.dist-info/{name}", "Name: jedi\nVersion: 0\n")
    return sorted(folder.glob("*.whl"))


def _packages(pyodide, target, ours):
    """Fill the folder `target` with what the browser's Python is made of, and with its lock file,
    which says where each package comes from. Returns the packages of that file, by name."""
    lock = json.loads(read_lock(pyodide))
    needed = with_needs(lock["packages"], WANTED)
    lock["packages"] = {name: lock["packages"][name] for name in needed}
    for package in lock["packages"].values():
        package["depends"] = [name for name in package["depends"] if name not in UNUSED]
    target.mkdir(parents=True)
    if pyodide:
        files = [package["file_name"] for package in lock["packages"].values()]
        for name in (*RUNTIME, *files):
            shutil.copy(Path(pyodide) / name, target)
    else:
        for package in lock["packages"].values():
            package["file_name"] = cdn() + package["file_name"]
    for wheel in ours:
        shutil.copy(wheel, target)
        package = _entry(wheel)
        lock["packages"][package["name"]] = package
    (target / LOCK).write_text(json.dumps(lock))
    return dict(sorted(lock["packages"].items()))


def read_lock(pyodide):
    """The text of the list of Pyodide's packages: of a folder, or of its own address."""
    if pyodide:
        return (Path(pyodide) / LOCK).read_bytes()
    try:
        with urllib.request.urlopen(cdn() + LOCK, timeout=60) as answer:
            return answer.read()
    except OSError as wrong:
        sys.exit(f"{cdn()} cannot be reached ({wrong}). Give --pyodide a folder instead.")


def cdn():
    """Pyodide's own address, of the release that this JupyterLite is made for."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_CDN_URL

    return f"{PYODIDE_CDN_URL}/"


def fits(pyodide):
    """Whether a folder holds the release that this JupyterLite is made for."""
    release = cdn().split("/")[-3].removeprefix("v")
    return f'"{release}"' in (pyodide / RUNTIME[0]).read_text(encoding="utf-8")


def with_needs(packages, wanted):
    """These packages and all that they need, and that those need, but for UNUSED."""
    found, open_ = set(), list(wanted)
    while open_:
        name = open_.pop()
        if name not in found and name not in UNUSED:
            found.add(name)
            open_ += [need.lower().replace("_", "-") for need in packages[name]["depends"]]
    return sorted(found)


def _entry(wheel):
    """What the lock file says about one wheel that lies beside it."""
    name, version = wheel.name.split("-")[:2]
    with zipfile.ZipFile(wheel) as file:
        folders = {path.split("/")[0] for path in file.namelist() if path.endswith(".py")}
    return {
        "name": name.replace("_", "-"),
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(folders),
        "depends": [],
        "unvendored_tests": False,
    }


def _configure(site, pyodide, packages):
    """Tell JupyterLite where its Python is."""
    path = site / "jupyter-lite.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    settings = config["jupyter-config-data"].setdefault("litePluginSettings", {})
    settings = settings.setdefault(f"{KERNEL}:kernel", {})
    settings["pyodideUrl"] = ("./static/pyodide/" if pyodide else cdn()) + RUNTIME[0]
    settings["loadPyodideOptions"] = {
        "lockFileURL": f"./static/pyodide/{LOCK}",
        "packages": list(packages),
    }
    path.write_text(json.dumps(config, indent=2), encoding="utf-8")


def _pages(site, pyodide, packages):
    """The two pages of our own; what JupyterLite's lack; and what keeps it all for offline."""
    for page in site.glob("*/index.html"):
        text = page.read_text(encoding="utf-8")
        text = text.replace("<html>", '<html lang="en">', 1).replace("<head>", HEAD, 1)
        page.write_text(text, encoding="utf-8")
    (site / "service-worker.js").rename(site / "jupyterlite-service-worker.js")
    for name in ("service-worker.js", "page.js"):
        shutil.copy(HERE / name, site)
    shutil.copy(HERE / "index.html", site)
    about = Template((HERE / "about.html").read_text(encoding="utf-8"))
    rows = "\n".join(f"<tr><td>{name}<td>{one['version']}" for name, one in packages.items())
    page = about.substitute(origin=HERE_ALL if pyodide else FROM_CDN, packages=rows)
    (site / "about.html").write_text(page, encoding="utf-8")


def _run(command, folder):
    """Run a command; SystemExit with all that it said if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\nThe site was not built: {command[2]} failed, see above.")


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python site/build.py", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--pyodide", type=Path, metavar="FOLDER")
    parser.add_argument("--to", type=Path, default=ROOT / "_site", metavar="DIR")
    chosen = parser.parse_args(arguments)
    if chosen.pyodide and not (chosen.pyodide / LOCK).exists():
        sys.exit(f"{chosen.pyodide} is no folder of Pyodide: it has no {LOCK}.")
    if find_spec("jupyterlite_core") is None:
        sys.exit("JupyterLite is not installed: pip install -r site/requirements.txt")
    if chosen.pyodide and not fits(chosen.pyodide):
        sys.exit(f"{chosen.pyodide} is another Pyodide than {cdn()}, which this JupyterLite wants.")
    build(chosen.to, chosen.pyodide)
    files = [path for path in chosen.to.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    print(f"{chosen.to}: {len(files)} files, {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
