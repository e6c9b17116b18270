#!/bin/sh
# What `make test-all` adds to `make test`: the torture with nothing left out, loads killed
# at 50 moments, the threads under ThreadSanitizer, loads and goldens under valgrind. Each
# tool says when it is missing.
#
#   ASAN=build/asan TSAN=build/tsan PLAIN=build/plain sh tests/torture/thorough.sh [PART...]
#
# PART is torture, crash, threads or memory; without one all are run, as from PARTS="torture
# crash". JOBS pieces run at once, as many as there are cores when it is not said. Each says
# when it begins and, at its end, how long it took.
set -u
cd "$(dirname "$0")/../.."
: "${ASAN:?build with AddressSanitizer}" "${TSAN:?with ThreadSanitizer}" "${PLAIN:?with none}"
jobs=${JOBS:-$(nproc 2>/dev/null || echo 2)}
own=$(mktemp -d "${TMPDIR:-/tmp}/chancery-all.XXXXXX")
passed=0 failed=0 skipped=0 pieces=0 running=

# `timeout` leads a process group, so that all of a piece ends with it.
LIMIT=${LIMIT:-36000} # seconds a piece
end_pieces() {
    for piece in $running; do
        kill -TERM "-$(cat "$own/$piece/pid")" 2>/dev/null
    done
    rm -rf "$own"
}
trap end_pieces EXIT
trap 'exit 130' INT TERM

report() { # PIECE: what it came to; what it said, when it failed
    read -r status seconds <"$own/$1/end"
    name=$(cat "$own/$1/name")
    if [ "$status" -eq 0 ]; then
        passed=$((passed + 1))
        echo "ok - $name ($seconds s)"
    else
        failed=$((failed + 1))
        echo "not ok - $name (status $status, $seconds s)"
        grep -avE '^ok ' "$own/$1/said" | tail -n 60 | sed 's/^/    /'
    fi
    grep -aE '^# (tried|SEED|[0-9]+ (of|hostile))' "$own/$1/said" || :
    rm -rf "${own:?}/$1"
}

# Waits until no more than so many run.
await() {
    while :; do
        left=
        for piece in $running; do
            if [ -e "$own/$piece/end" ]; then
                report "$piece"
            else
                left="$left $piece"
            fi
        done
        running=$left
        set -- "$1" $running
        [ $# -gt $(($1 + 1)) ] || return 0
        sleep 1
    done
}

try() { # NAME COMMAND...: when there is room for it
    await $((jobs - 1))
    pieces=$((pieces + 1))
    piece=$own/$pieces
    mkdir -p "$piece/work"
    echo "$1" >"$piece/name"
    echo "$(date +%H:%M:%S) $1"
    shift
    (
        began=$(date +%s) status=0
        WORK="$piece/work" timeout -k 10 "$LIMIT" "$@" >"$piece/said" 2>&1 &
        echo $! >"$piece/pid"
        wait $! || status=$?
        [ -d "$piece" ] || exit 0 # all was ended
        echo "$status $(($(date +%s) - began))" >"$piece/end.new"
        mv "$piece/end.new" "$piece/end"
    ) &
    running="$running $pieces"
}

skip() {
    skipped=$((skipped + 1))
    echo "ok - $1 # SKIP $2"
}

# What takes longest comes first; each in as many shares as run at once.
part_torture() {
    export TOOLS="$ASAN/tests" STEP="${STEP:-1}"
    for tried in serve load http; do
        share=0
        while [ $share -lt "$jobs" ]; do
            share=$((share + 1))
            try "every allocation, disk call and step of publishing fails once: $tried, $share of $jobs" \
                env SHARE="$share/$jobs" sh tests/torture/check_torture.sh "$tried"
        done
    done
    try "the same for a load with all that the program's own lists hold, one in 4,001" \
        env STEP=4001 LISTS=0 sh tests/torture/check_torture.sh load
}

part_crash() {
    try "a load killed at 50 moments" env KILLS=50 CHANCERYD="$ASAN/chanceryd" \
        RELEASE="${RELEASE-}" SHARED="${SHARED-}" python3 tests/load/check_crash.py
}

part_threads() {
    if ! echo 'int main(void){return 0;}' |
        cc -fsanitize=thread -x c -o "$own/probe" - 2>/dev/null; then
        skip "threads" "there is no ThreadSanitizer here (libtsan)"
        return
    fi
    export TSAN_OPTIONS="halt_on_error=1 exitcode=66"
    try "threads: loads of many documents" env CHANCERYD="$TSAN/chanceryd" sh -euc '
        for corpus in db/corpus tests/golden/corpus ../shared/corpora/frus/edition; do
            [ ! -d "$corpus" ] ||
                "$CHANCERYD" load --quiet --force "$corpus" --db "$WORK/many.db"
        done'
    try "threads: a data set replaced under load" \
        env CHANCERYD="$TSAN/chanceryd" python3 tests/http/check_reload.py
    for check in http hostile; do
        try "threads: requests over sockets ($check)" env CHANCERYD="$TSAN/chanceryd" \
            TOOLS="$TSAN/tests" RELEASE= python3 "tests/http/check_$check.py"
    done
    for source in tests/unit/test_*.c; do
        name=$(basename "$source" .c)
        [ "$name" = test_sandbox ] || # it forbids itself what the sanitizer needs
            try "threads: $name" "$TSAN/tests/unit/$name"
    done
}

part_memory() {
    if ! command -v valgrind >/dev/null; then
        skip "memory" "there is no valgrind here; sh tests/setup.sh all"
        return
    fi
    try "memory: two loads, every golden, a check" env PLAIN="$PLAIN" sh -euc '
        grind="valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite"
        for corpus in tests/golden/earlier tests/golden/corpus; do
            $grind "$PLAIN/chanceryd" load --quiet db/corpus "$corpus" --db "$WORK/golden.db"
        done
        $grind "$PLAIN/tests/golden/golden" "$WORK/golden.db" tests/golden/*.golden
        $grind "$PLAIN/chanceryd" check --db "$WORK/golden.db"'
}

[ $# -gt 0 ] || set -- ${PARTS:-torture crash threads memory}
for part; do
    case $part in
    torture | crash | threads | memory) ;;
    *) echo "there is no part $part; there are: torture crash threads memory" >&2; exit 2 ;;
    esac
done
for part; do
    "part_$part"
done
await 0
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
