#!/bin/sh
# Prints the table of what was tried, for the README: `make reliability`. Each number is of
# this run, and comes from the test that is named beside it.
#
#   TOOLS, CHANCERYD, RELEASE, SHARED as for tests/run; FUZZ, SECONDS_EACH as for
#   tests/fuzz/fuzz.sh
set -u
cd "$(dirname "$0")/../.."
: "${TOOLS:?where the test programs are}" "${CHANCERYD:?the daemon}"
export RELEASE="${RELEASE-}" SHARED="${SHARED-}"
own=$(mktemp -d "${TMPDIR:-/tmp}/chancery-reliability.XXXXXX")
trap 'rm -rf "$own"' EXIT
trap 'exit 130' INT TERM
wrong=0

# run NAME COMMAND...: what it said into $own/NAME.
run() {
    name=$1
    shift
    rm -rf "$own/work"
    mkdir "$own/work"
    WORK="$own/work" "$@" >"$own/$name" 2>"$own/$name.err" || {
        wrong=1
        echo "$name failed:" >&2
        grep -a '^not ok' "$own/$name" | head -n 5 >&2
    }
}

# The sum of what a pattern finds, as a number: found NAME 'SED PATTERN WITH \(NUMBER\)'
found() {
    sed -n "s/$2/\1/p" "$own/$1" | awk '{ sum += $1 } END { print sum + 0 }'
}

row() {
    printf '| %s | %s | `%s` |\n' "$1" "$2" "$3"
}

run torture env STEP="${STEP:-97}" sh tests/torture/check_torture.sh
run crash python3 tests/load/check_crash.py
run reload python3 tests/http/check_reload.py
run fuzz sh tests/fuzz/check_fuzz.sh
run http python3 tests/http/check_http.py
run hostile python3 tests/http/check_hostile.py
run scale python3 tests/packaging/check_scale_out.py
[ -z "${FUZZ-}" ] || run fuzzers sh tests/fuzz/fuzz.sh
run serve python3 tests/load/check_serve.py
run held python3 tests/torture/held.py

echo "| tried | times | by |"
echo "|---|---|---|"
row "an allocation fails" "$(found torture '^# tried: \([0-9]*\) alloc.*')" \
    tests/torture/check_torture.sh
row "a call of SQLite to the disk fails" \
    "$(found torture '.* \([0-9]*\) disk calls.*')" tests/torture/check_torture.sh
row "a sync, rename or lock fails" \
    "$(found torture '.* \([0-9]*\) steps of publishing$')" tests/torture/check_torture.sh
row "a load killed before its end" \
    "$(found crash '^# \([0-9]*\) of [0-9]* loads.*')" tests/load/check_crash.py
row "inputs of fuzzers replayed" \
    "$(found fuzz '^ok .* \([0-9][0-9]*\) \(inputs\|mutations\).*')" \
    tests/fuzz/check_fuzz.sh
if [ -n "${FUZZ-}" ]; then
    row "new inputs tried by fuzzers, $SECONDS_EACH s each" \
        "$(found fuzzers '^fuzz_.*: \([0-9]*\) inputs tried.*')" "make fuzz"
fi
row "answers while data sets were replaced, and lost" \
    "$(found reload '^# \([0-9]*\) answers in [0-9]* reloads.*'), $(
        found reload '^# .* reloads, \([0-9]*\) of.*')" tests/http/check_reload.py
row "answers while the server stopped, and lost" \
    "$(found reload '^# \([0-9]*\) answers in a stop.*'), $(
        found reload '^# .* in a stop, \([0-9]*\) of.*')" tests/http/check_reload.py
row "answers through nginx while servers were killed, stopped and given a new data set, and lost" \
    "$(found scale '^# \([0-9]*\) answers, [0-9]* lost.*'), $(
        found scale '^# [0-9]* answers, \([0-9]*\) lost.*')" tests/packaging/check_scale_out.py
row "hostile requests" "$(found hostile '^# \([0-9]*\) hostile.*')" tests/http/check_hostile.py
row "tests of what browsers, proxies and attackers send" "$(grep -c '^ok' "$own/http")" \
    tests/http/check_http.py
row "idle connections held while another client is served" \
    "$(found held '^# \([0-9]*\) idle.*')" tests/torture/held.py
row "seconds from a start after kill -9 to the first answer" \
    "$(found serve '^# \([0-9.]*\) s from.*')" tests/load/check_serve.py
[ "$wrong" = 0 ]
