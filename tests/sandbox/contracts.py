"""The vendors' own contracts, where they lie beside the checkout; without them their tests are skipped."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

CHECKERS = Path(__file__).parents[3] / "shared" / "contracts" / "check"
ARE_HERE = CHECKERS.is_dir()


def checker(name: str) -> ModuleType:
    if not (CHECKERS / f"{name}.py").is_file():
        pytest.skip(f"no contracts beside the checkout: {name} was not asked")
    if str(CHECKERS) not in sys.path:
        sys.path.append(str(CHECKERS))
    return importlib.import_module(name)
