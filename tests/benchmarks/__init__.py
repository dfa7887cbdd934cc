"""Measurements that a reader can run: ratios taken in one run, on one machine."""
