"""The notebooks of the series, in reading order: the one list that tests and the refresh command use."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
NOTEBOOKS = ROOT / "notebooks"

SERIES = [
    "00_start_here",
    "01_forward_pass",
    "02_loss",
    "03_backward_pass",
    "04_update",
    "05_training_loop",
    "06_practice",
    "07_trust_your_gradients",
    "08_real_data",
]


def paths():
    """The notebook files that are there, in reading order."""
    return [path for path in map(notebook_path, SERIES) if path.exists()]


def notebook_path(name):
    """The file of one notebook of the series, whether it is there or not."""
    return NOTEBOOKS / f"{name}.ipynb"
