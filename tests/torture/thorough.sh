#!/bin/sh
# What `make test-all` adds to `make test`: the torture with nothing left out, the threads
# under ThreadSanitizer, loads and goldens under valgrind. Each tool says when it is missing.
#
#   ASAN=build/asan TSAN=build/tsan PLAIN=build/plain sh tests/torture/thorough.sh
set -u
cd "$(dirname "$0")/../.."
: "${ASAN:?build with AddressSanitizer}" "${TSAN:?with ThreadSanitizer}" "${PLAIN:?with none}"
own=$(mktemp -d "${TMPDIR:-/tmp}/chancery-all.XXXXXX")
trap 'kill $(cat "$own"/*.pid 2>/dev/null) 2>/dev/null; rm -rf "$own"' EXIT
trap 'exit 130' INT TERM
passed=0 failed=0 skipped=0

say() { # NAME STATUS: what it said when it failed
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1))
        echo "ok - $1"
    else
        failed=$((failed + 1))
        echo "not ok - $1 (status $2)"
        grep -avE '^ok ' "$own/said" | tail -n 60 | sed 's/^/    /'
    fi
    grep -aE '^# (tried|SEED|[0-9]+ (of|hostile))' "$own/said" || :
}

try() { # NAME COMMAND...
    name=$1
    shift
    rm -rf "$own/work"
    mkdir "$own/work"
    status=0
    WORK="$own/work" "$@" >"$own/said" 2>&1 || status=$?
    say "$name" "$status"
}

skip() {
    skipped=$((skipped + 1))
    echo "ok - $1 # SKIP $2"
}

# At once, for these take longest.
for part in load serve http; do
    mkdir "$own/$part"
    WORK="$own/$part" TOOLS="$ASAN/tests" STEP="${STEP:-1}" sh tests/torture/check_torture.sh "$part" \
        >"$own/$part.said" 2>&1 &
    echo $! >"$own/$part.pid"
done
for part in load serve http; do
    status=0
    wait "$(cat "$own/$part.pid")" || status=$?
    rm "$own/$part.pid"
    mv "$own/$part.said" "$own/said"
    say "every allocation, disk call and step of publishing fails once: $part" "$status"
done
try "the same for a load with all that the program's own lists hold, one in 4,001" \
    env TOOLS="$ASAN/tests" STEP=4001 LISTS=0 sh tests/torture/check_torture.sh load

try "a load killed at 50 moments" env KILLS=50 CHANCERYD="$ASAN/chanceryd" \
    RELEASE="${RELEASE-}" SHARED="${SHARED-}" python3 tests/load/check_crash.py

export TSAN_OPTIONS="halt_on_error=1 exitcode=66"
if echo 'int main(void){return 0;}' | cc -fsanitize=thread -x c -o "$own/probe" - 2>/dev/null; then
    for source in tests/unit/test_*.c; do
        name=$(basename "$source" .c)
        [ "$name" = test_sandbox ] || # it forbids itself what the sanitizer needs
            try "threads: $name" "$TSAN/tests/unit/$name"
    done
    try "threads: a data set replaced under load" \
        env CHANCERYD="$TSAN/chanceryd" python3 tests/http/check_reload.py
    for check in http hostile; do
        try "threads: requests over sockets ($check)" env CHANCERYD="$TSAN/chanceryd" \
            TOOLS="$TSAN/tests" RELEASE= python3 "tests/http/check_$check.py"
    done
else
    skip "threads" "there is no ThreadSanitizer here (libtsan)"
fi

memcheck="valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite"
if command -v valgrind >/dev/null; then
    mkdir "$own/grind"
    for corpus in tests/golden/earlier tests/golden/corpus; do
        try "memory: a load of $corpus" $memcheck "$PLAIN/chanceryd" load --quiet \
            db/corpus "$corpus" --db "$own/grind/golden.db"
    done
    try "memory: every golden" \
        $memcheck "$PLAIN/tests/golden/golden" "$own/grind/golden.db" tests/golden/*.golden
    try "memory: check" $memcheck "$PLAIN/chanceryd" check --db "$own/grind/golden.db"
else
    skip "memory" "there is no valgrind here; sh tests/setup.sh all"
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
