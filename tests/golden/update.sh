#!/bin/sh
# Writes down what the goldens answer now: `make goldens`. Look at the difference in git.
set -eu
: "${CHANCERYD:?the daemon}" "${TOOLS:?the test programs}"
. tests/golden/data_set.sh

WORK=$(mktemp -d)
export WORK
trap 'rm -rf "$WORK"' EXIT
make_data_set "$WORK/golden.db" || { cat "$WORK/load.log" >&2; exit 1; }
"$TOOLS/golden/golden" --update "$WORK/golden.db" tests/golden/*.golden | grep '^not ok' || :
git --no-pager diff --stat -- tests/golden 2>/dev/null || :
