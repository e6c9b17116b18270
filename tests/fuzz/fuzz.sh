#!/bin/sh
# Runs each fuzzer that `make fuzz` has built for some seconds, and says how many inputs it
# tried. What it finds of new ways through the program is kept for the next time.
#
#   SECONDS_EACH=60 FUZZ=build/fuzz sh tests/fuzz/fuzz.sh [NAME...]
#
# An input that breaks something is left in $FUZZ as crash-…, and belongs into
# tests/fuzz/crashes/NAME when that is mended.
set -u
: "${FUZZ:?where the fuzzers were built}" "${SECONDS_EACH:?of each}"
failed=0
[ $# -gt 0 ] || set -- $(for source in tests/fuzz/fuzz_*.c; do basename "$source" .c; done | sed 's/^fuzz_//')
for name; do
    found=$FUZZ/found/$name log=$FUZZ/$name.log
    mkdir -p "$found"
    set -- "$found"
    for folder in "tests/fuzz/corpus/$name" "tests/fuzz/crashes/$name"; do
        [ ! -d "$folder" ] || set -- "$@" "$folder"
    done
    status=0
    "$FUZZ/tests/fuzz/fuzz_$name" -max_total_time="$SECONDS_EACH" -timeout=30 -print_final_stats=1 \
        -artifact_prefix="$FUZZ/" "$@" >"$log" 2>&1 || status=$?
    tried=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    echo "fuzz_$name: ${tried:-no} inputs tried in $SECONDS_EACH s"
    if [ "$status" -ne 0 ]; then
        failed=1
        tail -n 40 "$log"
    fi
done
exit $failed
