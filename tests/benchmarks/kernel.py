"""What a kernel costs that has run a notebook without charts, as ratios in one run.

    python -m tests.benchmarks.kernel                      notebook 01
    python -m tests.benchmarks.kernel 03_backward_pass     another one

Three kernels: one that has run nothing, one that has run the notebook's cells, and one that has run
them after `import matplotlib.pyplot`, which every chart needs and this notebook does not. Memory is
PSS on Linux (pages that processes share are counted in parts), else what the system says is theirs.
The time runs from the start of the kernel to the end of the last cell; the fastest of `--rounds`.
"""

import argparse
import time

import psutil
from jupyter_client.manager import start_new_kernel

from tests.series import NOTEBOOKS, cells, notebook_path

MATPLOTLIB = "import matplotlib.pyplot"
MOST_OF_IT = 0.7  # of the memory with matplotlib


def cost(sources):
    """(megabytes, seconds) of a new kernel that has run this code."""
    start = time.monotonic()
    manager, client = start_new_kernel(cwd=str(NOTEBOOKS))
    try:
        for source in sources:
            reply = client.execute_interactive(source, timeout=120, output_hook=lambda output: None)
            assert reply["content"]["status"] == "ok", reply["content"]
        taken = time.monotonic() - start
        return _megabytes(manager.provisioner.pid), taken
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def _megabytes(process):
    memory = psutil.Process(process).memory_full_info()
    return getattr(memory, "pss", memory.uss) / 1e6


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.kernel", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("name", nargs="?", default="01_forward_pass", help="%(default)s")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="%(default)s")
    chosen = parser.parse_args(arguments)
    sources = [cell["source"] for cell in cells(notebook_path(chosen.name), "code")]
    kinds = {"nothing": [], chosen.name: sources, "with matplotlib": [MATPLOTLIB, *sources]}
    costs = {
        kind: [min(each) for each in zip(*(cost(code) for _ in range(chosen.rounds)), strict=True)]
        for kind, code in kinds.items()
    }
    print(f"{'a kernel that has run':28}    MB     s")
    for kind, (megabytes, seconds) in costs.items():
        print(f"{kind:28} {megabytes:5.1f} {seconds:5.2f}")
    memory, start = (costs[chosen.name][n] / costs["with matplotlib"][n] for n in (0, 1))
    verdict = "≤" if memory <= MOST_OF_IT else "ABOVE"
    print(
        f"of that with matplotlib: memory {memory:.2f} ({verdict} {MOST_OF_IT}), time {start:.2f}"
    )


if __name__ == "__main__":
    main()
