#!/bin/sh
# Replays what the fuzzers start from, what once broke something, and a few thousand
# mutations of both, the same ones every time. `make fuzz` looks further.
#
#   TOOLS=build/asan/tests WORK=$(mktemp -d) sh tests/fuzz/check_fuzz.sh
#
# MUTATIONS says how many (of each fuzzer).
set -eu
: "${TOOLS:?where the test programs are}" "${WORK:?a folder to work in}"
MUTATIONS=${MUTATIONS:-4000}
LIMIT=300 # seconds for a fuzzer: more is a hang
tests=0 failed=0

ok() {
    tests=$((tests + 1))
    echo "ok $tests - $1"
}

not_ok() {
    tests=$((tests + 1)) failed=$((failed + 1))
    echo "not ok $tests - $1"
}

# Its TAP lines under our numbers; or what it said, and the input that it had in hand.
replay() {
    name=$1
    said=$WORK/said-$name
    mutations=$MUTATIONS
    [ "$name" != data_set ] || mutations=$((MUTATIONS / 40)) # each asks forty questions
    set -- --mutate "$mutations" --save "$WORK/input-$name"
    for folder in "tests/fuzz/corpus/$name" "tests/fuzz/crashes/$name"; do
        [ ! -d "$folder" ] || set -- "$@" "$folder"
    done
    status=0
    timeout "$LIMIT" "$TOOLS/fuzz/fuzz_$name" "$@" >"$said" 2>"$said.err" || status=$?
    while IFS= read -r line; do
        case $line in
        ok\ *) ok "${line#ok * - }" ;;
        esac
    done <"$said"
    [ "$status" -ne 0 ] || return 0
    not_ok "$name ends with status 0, not $status"
    tail -n 40 "$said.err" | sed 's/^/# /'
    [ ! -f "$WORK/input-$name" ] || od -A d -c "$WORK/input-$name" | head -n 40 | sed 's/^/# /'
}

for source in tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    replay "${name#fuzz_}"
done
echo "1..$tests"
[ "$failed" -eq 0 ]
