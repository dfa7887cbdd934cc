"""The helper package of Backprop by Hand: one network, its numbers, its pictures, its tutor."""
