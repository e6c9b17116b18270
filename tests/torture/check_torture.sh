#!/bin/sh
# A load, an API and a server while allocations, disk calls and steps of publishing fail, one after
# the other. STEP says that every so many allocations are tried; `make test-all` tries all.
# SHARE=1/2 is one half of them, of two that can run at once.
#
#   TOOLS=build/asan/tests WORK=$(mktemp -d) STEP=1 sh tests/torture/check_torture.sh [PART...]
set -eu
: "${TOOLS:?where the test programs are}" "${WORK:?a folder to work in}"
export STEP="${STEP:-97}"
tests=0 failed=0

# Its TAP lines under our numbers; of those that failed, what was said.
torture() {
    status=0
    "$TOOLS/torture/torture_$1" >"$WORK/said" 2>"$WORK/said.err" || status=$?
    while IFS= read -r line; do
        case $line in
        ok\ * | not\ ok\ *)
            tests=$((tests + 1))
            echo "${line%%ok *}ok $tests - ${line#*ok * - }"
            ;;
        \#*) echo "$line" ;;
        esac
    done <"$WORK/said"
    if [ "$status" -gt 1 ]; then
        tests=$((tests + 1))
        echo "not ok $tests - torture_$1 ends with status 0, not $status"
        tail -n 20 "$WORK/said.err" | sed 's/^/# /'
    fi
    [ "$status" -eq 0 ] || failed=1
}

[ $# -gt 0 ] || set -- load serve http
for part; do
    torture "$part"
done
echo "1..$tests"
[ "$failed" -eq 0 ]
