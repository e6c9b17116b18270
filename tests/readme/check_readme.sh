#!/bin/sh
# The READMEs are true: every block marked "sh checked" is run beside a served sample
# edition, and prints what the block after it shows. There, "…" means anything: any lines
# when it is a line's only word, else any words.
set -eu

export PATH="$(dirname "$CHANCERYD"):$PATH"
readmes="README.md server/README.md db/README.md docker/README.md tests/README.md"
mkdir "$WORK/blocks" "$WORK/home"
cp -R db "$WORK/home/db"

# Cuts the READMEs into N.sh, N.shown and N.line.
awk -v out="$WORK/blocks" '
    /^```sh checked$/ { part = out "/" ++n ".sh"; print FILENAME ":" FNR >(out "/" n ".line"); printf "" >part; next }
    /^```$/ && part { close(part); waiting = part ~ /sh$/; part = ""; next }
    /^```/ && waiting { part = out "/" n ".shown"; printf "" >part; waiting = 0; next }
    part { print >part; next }
    /./ { waiting = 0 }
    END { print n + 0 >(out "/count") }' $readmes
count=$(cat "$WORK/blocks/count")

daemon=
trap '[ -z "$daemon" ] || kill "$daemon"' EXIT
serve() {
    "$CHANCERYD" load db/corpus --db "$WORK/sample.db" --quiet
    "$CHANCERYD" serve --db "$WORK/sample.db" --listen 127.0.0.1:0 2>"$WORK/log" &
    daemon=$!
    tries=0
    until grep -q ' at http://' "$WORK/log" || [ $((tries += 1)) -gt 100 ]; do
        sleep 0.1
    done
    address=$(sed -n 's|.* at http://\([^/]*\)/.*|\1|p' "$WORK/log")
}

# Line by line; a line of "…" goes on until a line fits that follows it.
fits() {
    awk '
        function same(shown, line,    part, i, n, at) {
            n = split(shown, part, "…")
            if (n < 2) return shown == line
            if (substr(line, 1, length(part[1])) != part[1]) return 0
            line = substr(line, length(part[1]) + 1)
            for (i = 2; i < n; i++) {
                if (!(at = index(line, part[i])) && part[i] != "") return 0
                if (part[i] != "") line = substr(line, at + length(part[i]))
            }
            return length(part[n]) <= length(line) &&
                substr(line, length(line) - length(part[n]) + 1) == part[n]
        }
        FNR == NR { shown[++shows] = $0; next }
        { line[++lines] = $0 }
        # Do the README from i and the answer from j fit? Remembers where they last did not.
        function fit(i, j) {
            if (i > shows) {
                if (j <= lines && j > far) { far = j; want = "nothing more" }
                return j > lines
            }
            if (shown[i] ~ /^ *…$/) {
                for (; j <= lines + 1; j++)
                    if (fit(i + 1, j)) return 1
                return 0
            }
            if (j <= lines && same(shown[i], line[j])) return fit(i + 1, j + 1)
            if (j >= far) { far = j; want = shown[i] }
            return 0
        }
        END {
            if (fit(1, 1)) exit 0
            print "README: " want
            print "answer: " line[far]
            exit 1
        }' "$1" "$2"
}

check() {
    block=$WORK/blocks/$1
    sed "s|127\.0\.0\.1:8080|$address|g" "$block.sh" >"$block.run"
    (cd "$WORK/home" && sh -eu "$block.run") 2>&1 | tr -d '\r' >"$block.said" || :
    name="$(cat "$block.line"): $(tail -n 1 "$block.sh" | cut -c 1-70)"
    if [ ! -e "$block.shown" ]; then
        echo "not ok $1 - $name"
        echo "# no block shows its answer"
    elif fits "$block.shown" "$block.said" >"$block.differs"; then
        echo "ok $1 - $name"
    else
        echo "not ok $1 - $name"
        sed 's/^/# /' "$block.differs"
    fi
}

# What the READMEs say of folders and files is there, and the first is short.
check_paths() {
    for path in $(grep -oE '`(server|include|db|tests|docker)/[A-Za-z0-9_./]*`' $readmes | cut -d: -f2 | tr -d '`' | sort -u); do
        [ -e "$path" ] || echo "# there is no $path"
    done >"$WORK/missing"
    [ "$(wc -l <README.md)" -le 600 ] || echo "# README.md has more than 600 lines" >>"$WORK/missing"
    if [ -s "$WORK/missing" ]; then
        echo "not ok $1 - every path that is named is there"
        cat "$WORK/missing"
    else
        echo "ok $1 - every path that is named is there"
    fi
}

# Every option of --help is in server/README.md and in the manual.
check_options() {
    for command in load serve check ping; do
        "$CHANCERYD" "$command" --help | sed -n 's/^  --\([a-z-]*\).*/\1/p'
    done | sort -u | while read -r option; do
        variable=CHANCERY_$(echo "$option" | tr 'a-z-' 'A-Z_')
        grep -q "^| .--$option[ \`]" server/README.md || echo "# server/README.md: --$option"
        grep -q "\`$variable\`" server/README.md || echo "# server/README.md: $variable"
        grep -q "^\.It Fl -$option" server/chanceryd.1 || echo "# manual: --$option"
    done >"$WORK/missing"
    mandoc -T lint -W warning server/chanceryd.1 2>&1 | sed 's/^/# /' >>"$WORK/missing" || :
    if [ -s "$WORK/missing" ]; then
        echo "not ok $1 - README and manual have every option"
        cat "$WORK/missing"
    else
        echo "ok $1 - README and manual have every option"
    fi
}

echo "1..$((count + 2))"
serve
number=0
while [ "$number" -lt "$count" ]; do
    number=$((number + 1))
    check "$number"
done
check_paths $((count + 1))
check_options $((count + 2))
