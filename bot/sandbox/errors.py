"""What the sandbox refuses, in a full sentence for the person who asked."""


class Refusal(Exception):  # noqa: N818  # it is an answer to a person, not a fault of the sandbox
    """Answered as HTTP 400 with its sentence."""


class FaultyFile(ValueError):  # noqa: N818  # the name says more than an ending would
    """A manifest or seed file that cannot be used: the sandbox does not start."""
