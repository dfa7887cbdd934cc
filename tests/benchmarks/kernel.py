"""What a kernel costs that has run a notebook without charts, as ratios in one run.

    python -m tests.benchmarks.kernel                      notebook 01
    python -m tests.benchmarks.kernel 03_backward_pass     another one

Three kinds of kernel: one that has run nothing, one that has run the notebook's cells, and one that
has run them after `import matplotlib.pyplot`, which every chart needs and this notebook does not.
As in a class, `--kernels` of a kind run at once. Memory is the PSS of one of them on Linux (pages
that processes share are counted in parts), else what the system says is its own. The time runs from
the start of a kernel to the end of its last cell; the fastest of them counts.
"""

import argparse
import time
from statistics import mean

import psutil
from jupyter_client.manager import start_new_kernel

from tests.series import NOTEBOOKS, cells, notebook_path

MATPLOTLIB = "import matplotlib.pyplot"
MOST_OF_IT = 0.7  # of the memory with matplotlib


def cost(sources, kernels):
    """(megabytes, seconds) of one of so many new kernels that have run this code."""
    running, times = [], []
    try:
        for _ in range(kernels):
            start = time.monotonic()
            running.append(start_new_kernel(cwd=str(NOTEBOOKS)))
            for source in sources:
                _run(running[-1][1], source)
            times.append(time.monotonic() - start)
        return mean(_megabytes(manager.provisioner.pid) for manager, _ in running), min(times)
    finally:
        for manager, client in running:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def _run(client, source):
    reply = client.execute_interactive(source, timeout=120, output_hook=lambda output: None)
    assert reply["content"]["status"] == "ok", reply["content"]


def _megabytes(process):
    memory = psutil.Process(process).memory_full_info()
    return getattr(memory, "pss", memory.uss) / 1e6


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.kernel", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("name", nargs="?", default="01_forward_pass", help="%(default)s")
    parser.add_argument("--kernels", type=int, default=6, metavar="N", help="%(default)s")
    chosen = parser.parse_args(arguments)
    sources = [cell["source"] for cell in cells(notebook_path(chosen.name), "code")]
    kinds = {"nothing": [], chosen.name: sources, "with matplotlib": [MATPLOTLIB, *sources]}
    costs = {kind: cost(code, chosen.kernels) for kind, code in kinds.items()}
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
