#!/usr/bin/env bash
# Logs in with a real browser: a headless Chromium clicks on the authorize page of the mock server, in the example
# `login`, and comes back to its listener. It agrees, declines, and agrees without `offline_access`.
#
# Needs node, npm and Chromium; `CHROMIUM` names its program if it is not on the path. Pictures of the pages are in the
# target folder. Exit status: 0 when every login ends as it should.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=login
. tests/scripts/tools.sh

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$chromium" ] || {
    echo 'error: Chromium was not found; install it, or set CHROMIUM to its path' >&2
    exit 1
}
npm_package playwright-core 1.56.1

cargo build --quiet --example login
node tests/scripts/login.mjs "$folder" "$chromium" "${CARGO_TARGET_DIR:-target}/debug/examples/login"
