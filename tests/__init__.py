"""The tests of Backprop by Hand, and the command that refreshes the notebooks."""
