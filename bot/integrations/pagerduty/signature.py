"""Who signed a webhook.

https://developer.pagerduty.com/docs/webhooks/webhook-signatures/
"""

import hashlib
import hmac
import re
from collections.abc import Mapping

HEADER = "x-pagerduty-signature"

VALUE = re.compile(r"v1=([0-9a-f]{64})")
"""What a secret gives; other versions are passed over. While secrets change there are several, by commas."""


def values(header: str) -> list[bytes]:
    """Give what the header holds; nothing where it is missing or cannot be read."""
    found = (VALUE.fullmatch(part.strip()) for part in header.split(","))
    return [one[1].encode() for one in found if one]


def signer(body: bytes, signed: list[bytes], secrets: Mapping[str, str]) -> str | None:
    """Give the name of the secret that signed the body as it came; None where none of these did."""
    for name, secret in secrets.items():
        own = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()
        if any([hmac.compare_digest(own, one) for one in signed]):  # noqa: C419 - always as long
            return name
    return None


def has_header(headers: Mapping[str, str], name: str, value: str) -> bool:
    """Tell whether a header holds exactly this: what is not signed (V2) is known by it alone."""
    given = headers.get(name.lower(), "").encode(errors="replace")
    return hmac.compare_digest(given, value.encode())
