#!/usr/bin/env bash
# Links in the HTML of rustdoc that lead nowhere: rustdoc leaves their brackets, without a warning where a macro wrote
# them. Takes the folders of crates, as `target/doc/calendar_generated`.
set -euo pipefail
status=0
for folder in "$@"; do
  [ -f "$folder/index.html" ] || { echo "error: no documentation in $folder; run \`cargo doc\` first" >&2; exit 1; }
  # `[<code>Create</code>]` and `[calendar::Create]`; code is in other elements, and has no brackets of its own there.
  # Implementations of traits have the docs of other crates. Without the docs of dependencies, `http::Request` and the
  # like are not links either.
  found=$(find "$folder" -name '*.html' -exec perl -0777 -ne '
    s/<h2 id="(trait|synthetic|blanket)-implementations".*//s;
    s/<pre.*?<\/pre>//gs;
    print "$ARGV: $&\n" while /\[<code>(?!http::)[^<]+<\/code>\]|\[[A-Za-z_]+(::[A-Za-z_]+)+\]/g;
  ' {} +)
  if [ -n "$found" ]; then
    printf '%s\n' "$found"
    status=1
  fi
done
[ "$status" = 0 ] || echo 'error: these links lead nowhere' >&2
exit "$status"
