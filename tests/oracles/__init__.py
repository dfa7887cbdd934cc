"""Code that is not ours and says what is right: PyTorch and scikit-learn."""
