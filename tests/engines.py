"""The kinds of database that the tests run on."""

import os

ASKED = os.environ.get("FIREBELL_TEST_POSTGRES")
WITHOUT_POSTGRES, ALL_ON_POSTGRES = ASKED == "0", ASKED == "all"
ENGINES = ("sqlite",) if WITHOUT_POSTGRES else ("sqlite", "postgres")
