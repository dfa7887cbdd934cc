"""Give the repository its own address: in pyproject.toml and in every link that has to agree.

    python site/address.py ada/by-hand             for ada's repository by-hand on GitHub
    python site/address.py ada/by-hand --commit    and commit what that changes

The address so far is what `[project.urls]` in pyproject.toml says. Run a second time, it changes
nothing. Needs nothing but Python and git.
"""

import argparse
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = re.compile(r"[\w.-]+/[\w.-]+")
HOSTS = (
    "github.com",
    "raw.githubusercontent.com",
    "mybinder.org/v2/gh",
    "colab.research.google.com/github",
    "nbviewer.org/github",
)


def address():
    """OWNER/REPO as pyproject.toml has it now."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["urls"]["Repository"].removeprefix("https://github.com/")


def page(name):
    """Where GitHub publishes the site of a repository, without https://."""
    owner, repository = name.split("/")
    host = f"{owner.lower()}.github.io"
    return host if repository.lower() == host else f"{host}/{repository}"


def moved(text, old, new):
    """The text with every link to the repository or to its site leading to the new address."""
    links = {f"{host}/{old}": f"{host}/{new}" for host in HOSTS} | {page(old): page(new)}
    for here, there in links.items():
        # No longer name: neither of a host before it nor of a repository after it.
        text = re.sub(rf"(?<![\w.-]){re.escape(here)}(?![\w-]|\.(?!git\b)\w)", there, text)
    return text


def move(new):
    """Write the new address into every file of the repository. Returns those that changed."""
    old, changed = address(), []
    for name in _git("ls-files", "-z").split("\0"):
        path = ROOT / name
        if not path.is_file():
            continue
        try:
            before = path.read_bytes().decode()
        except UnicodeDecodeError:
            continue
        after = moved(before, old, new)
        if after != before:
            path.write_bytes(after.encode())
            changed.append(name)
    return changed


def _git(*arguments):
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8")
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def main():
    parser = argparse.ArgumentParser(prog="python site/address.py", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("name", metavar="OWNER/REPO", help="as GitHub writes it")
    parser.add_argument("--commit", action="store_true", help="commit what changed")
    chosen = parser.parse_args()
    if not NAME.fullmatch(chosen.name):
        sys.exit(f"The name must be OWNER/REPO, as at the end of its address: got {chosen.name!r}.")
    changed = move(chosen.name)
    if changed and chosen.commit:
        _git("commit", "-m", f"The links lead to {chosen.name}", "--", *changed)
    print("\n".join(changed) or f"Nothing to change: every link leads to {chosen.name}.")


if __name__ == "__main__":
    main()
