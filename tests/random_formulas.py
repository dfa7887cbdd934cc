"""Random formulas for the engine of notebook 10, to be worked out by it or by anything else."""

OPERATIONS = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "relu": lambda a: a.relu(),
    "scale": lambda a: a * 0.5,
}


def random_formula(chooser):
    """A formula as steps (operation, places of its operands), and the numbers that are given.

    Each step may use anything made before it, so most numbers lead to the result in several ways.
    """
    values = [round(chooser.uniform(-2, 2), 3) for _ in range(chooser.randint(2, 6))]
    steps = []
    for place in range(len(values), len(values) + chooser.randint(5, 25)):
        operation = chooser.choice(list(OPERATIONS))
        count = 1 if operation in ("relu", "scale") else 2
        steps.append((operation, *(chooser.randrange(place) for _ in range(count))))
    return steps, values


def worked_out(steps, given):
    """The numbers given and the result: the sum of the last three, halved; of any kind of number.

    Halved at every step, so that a long product neither dies nor runs away.
    """
    made = list(given)
    for operation, *places in steps:
        made.append(OPERATIONS[operation](*(made[place] for place in places)) * 0.5)
    return given, made[-1] + made[-2] + made[-3]
