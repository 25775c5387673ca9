"""What the control API refuses, in a full sentence for the person who asked."""


class Refusal(Exception):  # noqa: N818  # it is an answer to a person, not a fault of the sandbox
    """Answered as HTTP 400 with its sentence."""
