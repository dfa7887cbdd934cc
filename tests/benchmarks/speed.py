"""How long one training step takes here, in scikit-learn and in PyTorch, as ratios in one run.

    python -m tests.benchmarks.speed

A step is forward, loss, backward, update, in double precision, on as many threads as `--threads`
says for all (1 if it is left out). scikit-learn takes it with `partial_fit`: the limits are for its
default settings, which shuffle the rows of every step; without shuffling, which we do not do
either, it is faster, and that is shown too. PyTorch takes it in eager mode with its SGD. Short
rounds alternate between them, and the fastest round of each counts, so that other programs disturb
little. scikit-learn and PyTorch come with tests/requirements-oracles.txt; where one is not
installed, its column says so.
"""

import argparse
import importlib.util
import os
import sys
import warnings
from functools import partial
from timeit import timeit
from typing import NamedTuple

PEERS = {"scikit-learn": "sklearn", "PyTorch": "torch", "no shuffling": "sklearn"}
THE_TWO = ("scikit-learn", "PyTorch")
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Case(NamedTuple):
    """rows and hidden width of one measurement; rounds, steps a round; what the budget compares."""

    rows: int
    hidden: int
    rounds: int
    steps: int
    limits: dict


CASES = {
    "the worked example": Case(1, 2, 150, 50, {"scikit-learn": 1 / 10, "PyTorch": 1 / 5}),
    "100,000 rows, 2 hidden": Case(100_000, 2, 40, 1, {}),
    "100,000 rows, 64 hidden": Case(100_000, 64, 40, 1, {"the faster of the two": 1.2}),
}


def numbers(case):
    """The parameters and the batch of one case: the worked example, or seeded random numbers."""
    import numpy as np

    from helpers.network import Parameters
    from helpers.worked_example import worked_example

    if case.rows == 1:
        example = worked_example
        return example.parameters, example.x, example.y_true
    random = np.random.default_rng(0)
    x = random.normal(size=(case.rows, 2))
    W1, W2 = random.normal(size=(2, case.hidden)), random.normal(size=case.hidden)
    parameters = Parameters(W1 / 2, np.full(case.hidden, 0.1), W2 / 8, 0.1)
    return parameters, x, random.normal(size=case.rows)


def our_step(parameters, x, y_true):
    """One training step with helpers/network.py, as a function without arguments."""
    from helpers.network import backward, forward, loss, update

    def step():
        forward_pass = forward(parameters, x)
        loss(forward_pass.y_pred, y_true)
        update(parameters, backward(parameters, forward_pass, y_true), 0.1)

    return step


def sklearn_step(parameters, x, y_true, shuffle=True):
    """One training step with scikit-learn's `partial_fit`, as a function without arguments."""
    import numpy as np

    from tests.oracles.peers import sklearn_network

    model = sklearn_network(parameters, 0.1, rows=np.size(y_true)).set_params(shuffle=shuffle)
    rows, targets = np.atleast_2d(x), np.atleast_1d(y_true)
    return lambda: model.partial_fit(rows, targets)


def torch_step(parameters, x, y_true):
    """One training step with PyTorch, eager, as a function without arguments."""
    import numpy as np
    import torch

    from tests.oracles.peers import torch_network

    model = torch_network(parameters)
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    rows = torch.tensor(np.atleast_2d(x))
    targets = torch.tensor(np.atleast_1d(y_true), dtype=torch.float64)[:, None]

    def step():
        optimiser.zero_grad()
        loss = ((model(rows) - targets) ** 2).mean() / 2
        loss.backward()
        optimiser.step()

    return step


STEPS = {
    "ours": our_step,
    "scikit-learn": sklearn_step,
    "PyTorch": torch_step,
    "no shuffling": partial(sklearn_step, shuffle=False),
}


def measure(case, longer):
    """The fastest time of one step in seconds, by name; None where the package is missing."""
    names = [name for name in STEPS if name == "ours" or importlib.util.find_spec(PEERS[name])]
    steps = {name: STEPS[name](*numbers(case)) for name in names}
    fastest = dict.fromkeys(names, float("inf"))
    for _ in range(case.rounds * longer + 1):  # the first round warms up and seldom counts
        for name, step in steps.items():
            fastest[name] = min(fastest[name], timeit(step, number=case.steps) / case.steps)
    return {name: fastest.get(name) for name in STEPS}


def verdicts(case, times):
    """One sentence for each ratio: what it is, and where it has a limit, whether that is kept."""
    peers = {name: times[name] for name in PEERS if times[name]}
    if len(peers) == len(PEERS):
        peers["the faster of the two"] = min(peers[name] for name in THE_TWO)
    for name in [*peers, *(name for name in case.limits if name not in peers)]:
        if name not in peers:
            yield f"{name}: not installed, not compared"
            continue
        ratio, limit = times["ours"] / peers[name], case.limits.get(name)
        kept = (
            "" if limit is None else f", limit {limit:g}: {'kept' if ratio <= limit else 'MISSED'}"
        )
        yield f"{ratio:.3f} of {name}{kept}"


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.speed", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--threads", type=int, default=1, help="for all; 1 if left out")
    parser.add_argument("--longer", type=int, default=1, help="so many times as many rounds")
    options = parser.parse_args(arguments)
    _set_threads(options.threads)
    print(f"{'one training step, ms':<26}" + "".join(f"{name:>15}" for name in STEPS))
    missed = False
    for title, case in CASES.items():
        times = measure(case, options.longer)
        cells = [f"{1000 * t:.4f}" if t else "not installed" for t in times.values()]
        print(f"{title:<26}" + "".join(f"{cell:>15}" for cell in cells))
        for sentence in verdicts(case, times):
            print(f"    {sentence}")
            missed = missed or sentence.endswith("MISSED")
    sys.exit("a limit was missed" if missed else 0)


def _set_threads(threads):
    """The same number of threads for all: numpy reads it when it is first imported."""
    if "numpy" in sys.modules:
        raise RuntimeError("numpy is already loaded, so its number of threads is fixed")
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, str(threads)))
    warnings.filterwarnings("ignore", module="sklearn")
    if importlib.util.find_spec("torch"):
        import torch

        torch.set_num_threads(threads)


if __name__ == "__main__":
    main()
