"""The labs: small things to play with, each shown by naming it in a cell."""

from helpers.labs._chart import Chart
from helpers.labs.hints import Hints
from helpers.labs.practice import PracticeSheet
from helpers.labs.kink import KinkLab
from helpers.labs.real_data import RealDataLab
from helpers.labs.step_size import StepSizeLab

__all__ = ["Chart", "Hints", "KinkLab", "RealDataLab", "StepSizeLab"]
