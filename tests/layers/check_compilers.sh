#!/bin/sh
# Both compilers read every source without a word. What gcc finds only when it optimises,
# the build of the release has shown before.
set -eu
echo 1..2

number=0
make_says_nothing() {
    name=$1
    shift
    number=$((number + 1))
    if make -s -k "$@" >"$WORK/said" 2>&1 && ! grep 'warning:' "$WORK/said" >/dev/null; then
        echo "ok $number - $name"
    else
        echo "not ok $number - $name"
        sed 's/^/# /' "$WORK/said"
    fi
}

make_says_nothing clang_reads_every_source syntax CC=clang BUILD="$WORK/clang"
make_says_nothing gcc_reads_every_source syntax CC=gcc BUILD="$WORK/gcc"
