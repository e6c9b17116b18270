#!/bin/sh
# The Debian package: what is in it, what it needs, and that what is in it runs.
set -eu
skip() {
    echo "1..0 # SKIP $1"
    exit 0
}
[ -n "$RELEASE" ] || skip "only the release is packaged"
command -v dpkg-shlibdeps >/dev/null && command -v strip >/dev/null || skip "there is no dpkg-shlibdeps"

number=0
# result NAME: good when $WORK/wrong is empty.
result() {
    number=$((number + 1))
    if [ -s "$WORK/wrong" ]; then
        echo "not ok $number - $1"
        sed 's/^/# /' "$WORK/wrong"
    else
        echo "ok $number - $1"
    fi
    : >"$WORK/wrong"
}
: >"$WORK/wrong"

# --- make install, and the package from it ---
make -s install BUILD="$(dirname "${RELEASE#"$PWD/"}")" DESTDIR="$WORK/root" PREFIX=/usr
sh docker/deb/build.sh "$WORK/root" "$WORK/chancery.deb" >"$WORK/log" 2>&1 || cat "$WORK/log" >"$WORK/wrong"
result "it is built"

dpkg-deb -x "$WORK/chancery.deb" "$WORK/unpacked"
for file in usr/bin/chanceryd usr/share/man/man1/chanceryd.1.gz etc/default/chanceryd \
    usr/lib/systemd/system/chanceryd.service usr/lib/systemd/system/chanceryd.socket \
    usr/lib/sysusers.d/chancery.conf usr/share/doc/chancery/copyright \
    usr/share/chancery/corpus/vienna-1953/vienna-despatch-10.txt; do
    [ -f "$WORK/unpacked/$file" ] || echo "there is no $file" >>"$WORK/wrong"
done
dpkg-deb -c "$WORK/chancery.deb" | awk '$2 != "root/root" || $1 ~ /^.....w|^........w/' >>"$WORK/wrong"
grep -l /usr/local "$WORK/unpacked/usr/lib/systemd/system/"* >>"$WORK/wrong" || :
result "every file is in its place, root's, and nobody else's to write"

depends=$(dpkg-deb -f "$WORK/chancery.deb" Depends)
for library in libc6 libmicrohttpd libjansson libsqlite3 libseccomp libzstd; do
    case $depends in
    *"$library"*\(*) ;;
    *) echo "$library is not in: $depends" >>"$WORK/wrong" ;;
    esac
done
result "it depends on the libraries that the program is linked with"

[ "$(dpkg-deb --ctrl-tarfile "$WORK/chancery.deb" | tar -xO ./conffiles)" = /etc/default/chanceryd ] ||
    echo "conffiles are others" >"$WORK/wrong"
for script in docker/deb/postinst docker/deb/prerm docker/deb/postrm; do
    sh -n "$script" 2>>"$WORK/wrong" || :
done
# Lines that the service reads and options that there are.
sed -n 's/^#\(CHANCERY_[A-Z_]*\)=.*/\1/p' docker/chanceryd.default | while read -r name; do
    option=$(echo "${name#CHANCERY_}" | tr 'A-Z_' 'a-z-')
    "$CHANCERYD" serve --help | grep -q -- "  --$option " || echo "there is no --$option" >>"$WORK/wrong"
done
result "its settings are a file of its own, with names that there are"

# --- the program in it ---
installed=$WORK/unpacked/usr/bin/chanceryd
"$installed" load "$WORK/unpacked/usr/share/chancery/corpus" --db "$WORK/sample.db" --quiet 2>/dev/null
"$installed" serve --db "$WORK/sample.db" --listen 127.0.0.1:0 2>"$WORK/log" &
daemon=$!
tries=0
until grep -q ' at http://' "$WORK/log" || [ $((tries += 1)) -gt 100 ]; do
    sleep 0.1
done
address=$(sed -n 's|.* at http://\([^/]*\)/.*|\1|p' "$WORK/log")
"$installed" ping --listen "$address" 2>>"$WORK/wrong" || echo "it is not ready" >>"$WORK/wrong"
kill "$daemon"
wait "$daemon" || echo "it ended with $?" >>"$WORK/wrong"
result "the program in it loads the sample edition and serves it"
echo "1..$number"
