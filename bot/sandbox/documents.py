"""Read a file that a person wrote, YAML or JSON; whatever is wrong with it is told in a sentence."""

import json
from pathlib import Path

import yaml

from bot.sandbox.errors import FaultyFile
from bot.sandbox.world import Json

# libyaml's is ten times as fast; not every build of PyYAML has it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path) -> Json:
    try:
        document = _parse(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FaultyFile(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise FaultyFile(f"{path} is no text in UTF-8.") from None
    except yaml.YAMLError as error:
        raise FaultyFile(f"{path} is neither YAML nor JSON: {_told(error)}.") from None
    if not isinstance(document, dict):
        raise FaultyFile(f"{path} holds no mapping of names to values.")
    return document


def _parse(text: str) -> object:
    """JSON is YAML too, and quicker to read as what it is: a large workspace in milliseconds."""
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except ValueError:
            pass
    return yaml.load(text, LOADER)  # noqa: S506  # both loaders are safe ones


def _told(error: yaml.YAMLError) -> str:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return " ".join(str(error).split())
    mark = error.problem_mark
    return f"{error.problem} in line {mark.line + 1}, column {mark.column + 1}"
