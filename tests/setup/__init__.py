"""What a newcomer meets first, and what GitHub runs."""

from importlib.util import module_from_spec, spec_from_file_location

from tests.series import ROOT


def site_script(name):
    """site/NAME.py as a module; `site` itself is one of Python's own."""
    spec = spec_from_file_location(f"site_{name}", ROOT / "site" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
