"""Build the course as a site of plain files: Jupyter and Python run in the reader's browser.

    python site/build.py                          Python comes from Pyodide's own address
    python site/build.py --pyodide FOLDER         the site holds it all and asks no other host
    python site/build.py --to DIR                 where the site goes; without it, _site

Needs site/requirements.txt, and a net: the packages of site/kernel.txt are downloaded. With node,
Python is compiled beforehand and starts sooner. FOLDER is what `python site/pyodide_folder.py`
makes, or an unpacked release of Pyodide. Everything is made in a temporary folder; DIR is replaced
as a whole.
"""

import argparse
import gzip
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
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
LIBRARY = "python_stdlib.zip"
LOCK = "pyodide-lock.json"
KERNEL = "@jupyterlite/pyodide-kernel-extension"
# What the kernel and the notebooks import. The kernel would install these by name if they were not
# there; completion does without jedi.
WANTED = ("ipython", "matplotlib", "micropip", "numpy")
THERE = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
UNUSED = ("fonttools", "pytz")  # matplotlib's, for PDF and for time zones
# Imported when the kernel starts or in a notebook: these and what they import are compiled.
PICTURES = (f"PIL.{kind}ImagePlugin" for kind in ("Bmp", "Gif", "Jpeg", "Png", "Ppm"))
CHARTS = (
    "matplotlib.figure",
    "matplotlib.style",
    "matplotlib.backends.backend_agg",
    "contourpy",
    *PICTURES,
)
STARTED = ("piplite.piplite", "pyodide_kernel", "numpy.random", *CHARTS)
# Folders and kinds of files that only a compiler, an editor, a test or a page of PDF would need.
NEEDLESS = {"tests", "sample_data", ".afm", ".pyi", ".pxd", ".h", ".a", ".lib"}
# An icon from the start: else browsers look for one where a web server has other things. And
# Python's library, which else comes only when JupyterLab is there.
HEAD = """<head>
    <link rel="icon" href="../lab/favicon.ico">
    <link rel="prefetch" href="../static/pyodide/library.bin">
    <script src="../page.js"></script>"""
HERE_ALL = "All of it comes from this site. No other address is asked for anything."
FROM_CDN = (
    "The course comes from this site. Python comes from cdn.jsdelivr.net, the address that Pyodide "
    "is published at, so that address is asked too. No other one is."
)


def build(to, pyodide=None):
    """Write the site into the folder `to`. pyodide: a folder, or None for Pyodide's own address."""
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        site = _jupyterlite(scratch)
        folder = pyodide or _download(scratch / "pyodide")
        wheels = [*_wheels(folder), *_our_wheels(scratch / "wheels", site)]
        library = _library(folder, wheels, scratch / "library")
        _configure(site, library, folder, pyodide)
        _pages(site, pyodide, wheels)
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


def _download(folder):
    """What the site needs of Pyodide, from its own address. Returns the folder."""
    folder.mkdir()
    (folder / LOCK).write_bytes(read(LOCK))
    for name in (*RUNTIME, LIBRARY, *(path.name for path in _wheels(folder))):
        (folder / name).write_bytes(read(name))
    return folder


def _wheels(pyodide):
    """The wheels of a folder of Pyodide that are needed, found by its lock file."""
    packages = lock(pyodide)["packages"]
    return [pyodide / packages[name]["file_name"] for name in with_needs(packages, WANTED)]


def _our_wheels(folder, site):
    """The wheels that Pyodide does not have: the helpers', the kernel's, those of kernel.txt."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    _run([*pip, "wheel", "-q", "--no-deps", "-w", folder, ROOT], folder.parent)
    _run([*pip, "download", "-q", "--no-deps", "-d", folder, "-r", HERE / "kernel.txt"], ROOT)
    kernel = (site / "extensions" / KERNEL / "static/pypi").glob("*.whl")
    for wheel in kernel:
        if not wheel.name.startswith("widgetsnbextension"):
            shutil.copy(wheel, folder)
    return sorted(folder.glob("*.whl"))


def _library(pyodide, wheels, tree):
    """Fill a folder with all that lies in the browser when Python starts, in the places where it
    lies there: Python's own library and the packages, compiled where they are imported."""
    python = "python" + lock(pyodide)["info"]["python"].rpartition(".")[0]  # python3.14
    packages = tree / "lib" / python / "site-packages"
    for archive in (pyodide / LIBRARY, *wheels):
        with zipfile.ZipFile(archive) as file:
            file.extractall(tree / "lib/stdlib" if archive.name == LIBRARY else packages)
    labs = [f"helpers.labs.{path.stem}" for path in sorted(ROOT.glob("helpers/labs/[a-z]*.py"))]
    if shutil.which("node"):
        _run(["node", HERE / "bytecode.mjs", pyodide, tree, *STARTED, *labs], tree)
    else:
        print("There is no node here: the site is built, but its Python starts more slowly.")
    return tree


def packed(tree):
    """The bytes of one file that holds all that is needed of a folder, for python.mjs: packed with
    gzip, a line of JSON with the size of each file in each folder, then file after file."""
    index, contents = {}, []
    for folder in sorted(path for path in tree.rglob("*") if path.is_dir()):
        here = folder.relative_to(tree)
        if NEEDLESS.isdisjoint(here.parts):
            files = [path for path in sorted(folder.iterdir()) if path.is_file()]
            files = [path for path in files if path.suffix not in NEEDLESS]
            index[f"/{here.as_posix()}"] = {path.name: path.stat().st_size for path in files}
            contents += [path.read_bytes() for path in files]
    return gzip.compress(b"".join([json.dumps(index).encode(), b"\n", *contents]), mtime=0)


def _configure(site, library, folder, pyodide):
    """Put Python into the site, and tell JupyterLite where it is."""
    target = site / "static/pyodide"
    target.mkdir(parents=True)
    (target / "library.bin").write_bytes(packed(library))
    for path in (HERE / "python.mjs", *(folder / name for name in RUNTIME if pyodide)):
        shutil.copy(path, target)
    path = site / "jupyter-lite.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    settings = config["jupyter-config-data"]["litePluginSettings"][f"{KERNEL}:kernel"]
    settings["pyodideUrl"] = "./static/pyodide/python.mjs"
    settings["loadPyodideOptions"] = {
        "indexURL": "./static/pyodide/" if pyodide else cdn(),
        "lockFileContents": {"info": lock(folder)["info"], "packages": {}},
        "packages": THERE,
    }
    path.write_text(json.dumps(config, indent=2), encoding="utf-8")


def _pages(site, pyodide, wheels):
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
    named = sorted(wheel.name.split("-")[:2] for wheel in wheels)
    rows = "\n".join(f"<tr><td>{name.replace('_', '-')}<td>{version}" for name, version in named)
    page = about.substitute(origin=HERE_ALL if pyodide else FROM_CDN, packages=rows)
    (site / "about.html").write_text(page, encoding="utf-8")


def lock(pyodide):
    """What Pyodide says that it is and has."""
    return json.loads((pyodide / LOCK).read_text(encoding="utf-8"))


def read(name):
    """The bytes of a file at Pyodide's own address."""
    try:
        with urllib.request.urlopen(cdn() + name, timeout=60) as answer:
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
