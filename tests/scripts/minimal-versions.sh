#!/usr/bin/env bash
# Checks the workspace with the oldest versions that its manifests allow of the crates that they name, so that nobody who
# keeps one of them back gets a build that fails. Works on a copy; the lock file of the workspace stays as it is.
#
#   tests/scripts/minimal-versions.sh
#
# Needs the network, and a nightly toolchain beside that of the project: only its cargo can choose these versions. Exit
# status: 0 when all features of all crates compile.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=minimal-versions
. tests/scripts/tools.sh
rm -rf "$folder/copy"
mkdir "$folder/copy"
git ls-files -z | xargs -0 cp --parents --no-dereference --target-directory "$folder/copy"
cd "$folder/copy"

cargo +nightly update -Z direct-minimal-versions
CARGO_TARGET_DIR="$folder/target" cargo check --locked --workspace --all-features
