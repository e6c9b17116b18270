#!/bin/sh
# Asks every golden, in process and then of a running daemon.
set -eu
: "${CHANCERYD:?the daemon}" "${TOOLS:?the test programs}" "${WORK:?an empty folder}"
. tests/golden/data_set.sh

daemon=
end_daemon() {
    [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || :
}
trap end_daemon EXIT

if ! make_data_set "$WORK/golden.db"; then
    echo "Bail out! the data set cannot be loaded"
    sed 's/^/# /' "$WORK/load.log"
    exit 1
fi

# The port that was free, once the daemon says it serves.
find_port() {
    for wait in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        port=$(sed -n 's|.*at http://127\.0\.0\.1:\([0-9]*\)/.*|\1|p' "$WORK/serve.log")
        [ -z "$port" ] || return 0
        sleep 0.5
    done
    return 1
}

status=0
"$TOOLS/golden/golden" "$WORK/golden.db" tests/golden/*.golden >"$WORK/process.tap" ||
    status=$?

"$CHANCERYD" serve --db "$WORK/golden.db" --listen 127.0.0.1:0 >"$WORK/serve.log" 2>&1 &
daemon=$!
if find_port; then
    "$TOOLS/golden/golden" --url "127.0.0.1:$port" "$WORK/golden.db" tests/golden/*.golden \
        >"$WORK/socket.tap" || status=$?
else
    status=1
    echo "not ok 1 - the daemon says where it serves" >"$WORK/socket.tap"
    sed 's/^/# /' "$WORK/serve.log" >>"$WORK/socket.tap"
fi
kill "$daemon"
stopped=0
wait "$daemon" || stopped=$?
daemon=
if [ "$stopped" = 0 ]; then
    echo "ok 1 - the daemon stops when it is told to" >"$WORK/stop.tap"
else
    status=1
    echo "not ok 1 - the daemon stops when it is told to" >"$WORK/stop.tap"
    sed 's/^/# /' "$WORK/serve.log" >>"$WORK/stop.tap"
fi

# One plan over all.
for part in process socket stop; do
    sed "s/^\(not ok\|ok\) [0-9]* - /&$part: /" "$WORK/$part.tap"
done | awk '
    /^1\.\./ { next }
    /^ok /     { sub(/^ok [0-9]+/, "ok " ++count) }
    /^not ok / { sub(/^not ok [0-9]+/, "not ok " ++count) }
    { print }
    END { print "1.." count }'
exit "$status"
