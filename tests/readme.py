"""The README's own commands, read out of the README: so that what is tested is what stands there.

    python -m tests.readme test     prints the test command
    python -m tests.readme main     prints the command that opens the first notebook

Needs nothing but Python, so that it can run before anything is installed.
"""

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def commands():
    """The two commands: {"main": ..., "test": ...}."""
    blocks = re.findall(r"^```bash\n(.+?)\n```$", README.read_text(encoding="utf-8"), re.M | re.S)
    starts = [block for block in blocks if block.startswith("python3 -m venv ")]
    main, test = starts
    return {"main": main, "test": test}


if __name__ == "__main__":
    print(commands()[sys.argv[1]])
