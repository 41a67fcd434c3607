#!/usr/bin/env bash
# Follows the guide of the README word by word, from an empty directory, and says how long it took. It needs the network:
# a new crate takes the newest versions of all dependencies.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The shell blocks between the two headings.
awk '/^### From a page/ { on = 1; next } /^##/ { on = 0 } on && /^```/ { code = /sh$/; next } on && code' \
  "$root/README.md" > "$work/guide.sh"

ln -s "$root" "$work/calendar"
mkdir "$work/rooms"
cd "$work/rooms"
export CARGO_INSTALL_ROOT=$work/installed PATH=$work/installed/bin:$PATH
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$work/target}
time bash -euxo pipefail "$work/guide.sh"
