#!/bin/sh
# /usr/local/bin/firebell: the command line where the service of firebell.service runs, with its settings and as its user.
cd /opt/firebell && exec runuser --user firebell -- .venv/bin/firebell "$@"
