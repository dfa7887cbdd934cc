"""Run the tests on each Python, with the oldest versions that are allowed and with the newest.

    python -m tests.versions                                every combination
    python -m tests.versions --python 3.12 --with oldest    one of them
    python -m tests.versions --tests notebooks              only the notebooks, in all

Each combination gets a new environment in a temporary folder, made by uv, which comes with
tests/requirements.txt. Prints how each ended. A Python that is not on this machine is a failure.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

from tests.series import ROOT

PYTHONS = ("3.11", "3.12", "3.13")
VERSIONS = {"oldest": "lowest-direct", "newest": "highest"}  # as uv calls them


def find_python(version):
    """The program of a Python such as 3.12, or None. pyenv keeps its own where no PATH leads."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    on_path = shutil.which(f"python{version}")
    for program in [on_path, *pyenv.glob(f"versions/{version}.*/bin/python")]:
        if program and run([program, "--version"]).returncode == 0:
            return str(program)
    return None


def run(command, folder=ROOT):
    """Run a command as from a bare shell; its `stdout` holds all that it says."""
    return subprocess.run(
        command,
        cwd=folder,
        env=bare_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def bare_environment():
    """The environment variables without those that would let another Python see this one."""
    hidden = ("PYTHON", "VIRTUAL_ENV", "JUPYTER", "PYTEST")
    bare = {key: value for key, value in os.environ.items() if not key.startswith(hidden)}
    here = os.path.dirname(sys.executable)
    path = [folder for folder in bare["PATH"].split(os.pathsep) if folder != here]
    return {**bare, "PATH": os.pathsep.join(path)}


def try_out(version, which, tests=(), wanted="tests/requirements.txt"):
    """Make an environment with this Python and the oldest or newest versions, and run the tests.

    tests: what pytest gets; all that the README's command runs if empty. wanted: the list of
    packages. Returns the command that failed, else the last one: its `returncode` and `stdout`.
    """
    program = find_python(version)
    if program is None:
        why = f"there is no Python {version} on this machine"
        return subprocess.CompletedProcess([], 1, stdout=why)
    # An old release is told off for what it calls in newer ones; that is not ours to mend.
    quiet = ["-W", "ignore::DeprecationWarning"] if which == "oldest" else []
    with tempfile.TemporaryDirectory() as folder:
        python = os.path.join(folder, "bin", "python")
        uv = [sys.executable, "-m", "uv", "-q"]
        into = ["--python", python, "--resolution", VERSIONS[which]]
        for command in (
            [*uv, "venv", "--python", program, folder],
            [*uv, "pip", "install", *into, "-r", wanted],
            [*uv, "pip", "check", "--python", python],
            [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *quiet, *tests],
        ):
            done = run(command)
            if done.returncode:
                break
    return done


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.versions", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--python", nargs="+", default=PYTHONS, metavar="3.x")
    parser.add_argument("--with", nargs="+", default=VERSIONS, choices=VERSIONS, dest="which")
    parser.add_argument("--tests", nargs="+", default=[], help="what pytest runs, if not all")
    options = parser.parse_args()
    failed = 0
    for version, which in product(options.python, options.which):
        done = try_out(version, which, options.tests)
        failed += done.returncode != 0
        if done.returncode:
            print(done.stdout)
        last = done.stdout.strip().rpartition("\n")[2]
        print(f"Python {version}, {which}: {last}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
