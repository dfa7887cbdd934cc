"""Code that is not ours and says what is right: PyTorch, scikit-learn, exact fractions."""
