"""Print the lowest versions that requirements.txt allows, as constraints for pip.

    python -m tests.floors > floors.txt
    pip install -r tests/requirements.txt -c floors.txt

So that the floors are tested and not only written down. Needs nothing but Python.
"""

import re

from tests.series import ROOT


def floors():
    """The lines `name==lowest` for every `name>=lowest` of requirements.txt."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return [f"{name}=={lowest}" for name, lowest in re.findall(r"^(\w+)>=([\d.]+)", text, re.M)]


if __name__ == "__main__":
    print("\n".join(floors()))
