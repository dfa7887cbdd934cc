"""What a newcomer meets first, and what GitHub runs."""

import os
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from tests.series import ROOT


def site_script(name):
    """site/NAME.py as a module; `site` itself is one of Python's own."""
    spec = spec_from_file_location(f"site_{name}", ROOT / "site" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(command, folder):
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


def find_python(version):
    """The program of a Python such as 3.12, or None. pyenv keeps its own where no PATH leads."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    on_path = shutil.which(f"python{version}")
    for program in [on_path, *pyenv.glob(f"versions/{version}.*/bin/python")]:
        if program and run([program, "--version"], ROOT).returncode == 0:
            return str(program)
    return None
