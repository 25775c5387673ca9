"""The kinds of database that the tests run on."""

import os

WITHOUT_POSTGRES = os.environ.get("FIREBELL_TEST_POSTGRES") == "0"
ENGINES = ("sqlite",) if WITHOUT_POSTGRES else ("sqlite", "postgres")
