#!/usr/bin/env bash
# Feeds what comes from outside with arbitrary input: `fuzz.sh [SECONDS [TARGET…]]`, a minute for each target unless said
# otherwise. Needs a nightly toolchain, and cargo-fuzz: `cargo install cargo-fuzz`.
#
# Inputs that were found are kept in the target folder. One that fails is printed with its path: cut it down with
# `cargo fuzz tmin`, copy it to `tests/fuzz/corpus/TARGET`, and write a plain test of the same.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-60}
targets=("${@:2}")
[ ${#targets[@]} -gt 0 ] || targets=(loader pages decoder webhook)
target=${CARGO_TARGET_DIR:-$PWD/target}/fuzz
command -v cargo-fuzz >/dev/null || { echo 'cargo-fuzz is not installed: cargo install cargo-fuzz' >&2; exit 2; }

# The versions of the workspace.
cp Cargo.lock tests/fuzz/Cargo.lock

# Where inputs to start from are, besides the corpus.
seeds() {
  case $1 in
    loader) echo calendar-spec/spec calendar-spec/tests/full ;;
    pages) [ ! -d ../shared/docs/reference ] || find ../shared/docs/reference -type d ;;
    webhook) echo tests/fixtures/webhook ;;
  esac
}

for name in "${targets[@]}"; do
  printf '\n== %s, %s s\n' "$name" "$seconds"
  mkdir -p "$target/corpus/$name" "$target/failures/$name"
  # A single input may take ten seconds and 2 GB; an unbounded one takes more.
  # shellcheck disable=SC2046
  cargo +nightly fuzz run --fuzz-dir tests/fuzz --target-dir "$target" "$name" \
    "$target/corpus/$name" "tests/fuzz/corpus/$name" $(seeds "$name") -- \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=20000 -print_final_stats=1 \
    -artifact_prefix="$target/failures/$name/"
done
