#!/bin/sh
# The units as systemd reads them: without a word against them, and closed in.
set -eu
most=20 # tenths of what `systemd-analyze security` calls exposure; 2.0 is "OK"

if ! command -v systemd-analyze >/dev/null; then
    echo "1..0 # SKIP there is no systemd-analyze"
    exit 0
fi
result() {
    if [ -s "$WORK/said" ]; then
        echo "not ok $1 - $2"
        sed 's/^/# /' "$WORK/said"
    else
        echo "ok $1 - $2"
    fi
}

echo 1..3
sed "s|/usr/local/bin/chanceryd|$CHANCERYD|" docker/chanceryd.service >"$WORK/chanceryd.service"
cp docker/chanceryd.socket "$WORK/"
# What is wrong with other units of this machine is said too, and is no matter of ours.
systemd-analyze verify --man=no "$WORK/chanceryd.service" "$WORK/chanceryd.socket" 2>&1 |
    grep chanceryd >"$WORK/said" || :
result 1 "systemd understands every line of the units"

systemd-analyze security --offline=true --threshold=$most docker/chanceryd.service \
    >"$WORK/table" 2>&1 || tail -n 3 "$WORK/table" >"$WORK/said"
echo "#$(sed -n 's/.*Overall exposure level/ overall exposure level/p' "$WORK/table")"
result 2 "the service is exposed by 2.0 at most"

grep -v '^#' docker/chanceryd.service | grep -q '^Type=notify$' &&
    grep -q '^RestrictAddressFamilies=.*AF_UNIX' docker/chanceryd.service ||
    echo "Type=notify needs AF_UNIX" >"$WORK/said"
result 3 "the service may tell systemd that it is ready"
