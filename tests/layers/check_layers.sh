#!/bin/sh
# The house as README draws it: which room may include which, that nothing goes in a
# circle, how long a file may be, what is never written down. Each rule is a search that
# must find nothing.
set -eu
cd "$(dirname "$0")/../.."
WORK=${WORK:-$(mktemp -d)}
OBJECTS=${TOOLS:+${TOOLS%/tests}}

# rule NAME: standard input holds what breaks it, a line each.
echo 0 >"$WORK/number"
rule() {
    number=$(($(cat "$WORK/number") + 1)) # in a pipe this is a shell of its own
    echo "$number" >"$WORK/number"
    cat >"$WORK/found"
    if [ -s "$WORK/found" ]; then
        echo "not ok $number - $1"
        sed 's/^/# /' "$WORK/found"
    else
        echo "ok $number - $1"
    fi
}

# only_in HEADER PATTERN: who includes the header of a library, but for files that match.
only_in() {
    grep -nE "^ *# *include *<$1>" $program /dev/null | grep -vE "^($2)" || :
}

program="$(find server db include -name '*.[ch]' | sort)"
tests="$(ls tests/*/*.[ch])"

# --- rooms: the table in README, a row a room: name, what it holds, what it may include ---
awk -F '|' '/^## /{ on = /^## Reading the source/ } on && /^\| `/ {
    gsub(/[` ]/, "", $2); gsub(/[`,]/, " ", $4); print $2 ":", $4 }' README.md >"$WORK/rooms"
[ "$(wc -l <"$WORK/rooms")" -ge 20 ] || echo "README has no table of rooms" |
    rule readme_has_the_table_of_rooms

# A header with a slash is public and names its room; one without is private to the room.
awk 'NR == FNR { room = $1; sub(/:/, "", room); known[room] = 1
        for (i = 2; i <= NF; i++) may[room, $i] = 1; next }
    FNR == 1 { own = FILENAME; sub(/\/[^\/]*$/, "", own); sub(/^(server|include)\//, "", own)
        if (!(own in known)) print FILENAME ": its folder is no room of the table" }
    /^ *# *include *"/ { split($0, part, "\""); name = part[2]
        if (name !~ /\//) {
            folder = FILENAME; sub(/\/[^\/]*$/, "", folder)
            if ((getline line < (folder "/" name)) < 0)
                print FILENAME ": \"" name "\" is not a header of its room"
            close(folder "/" name); next }
        room = name; sub(/\/[^\/]*$/, "", room)
        if (room != "made" && room != own && !((own, room) in may))
            print FILENAME ": " own " may not include " room " (" name ")" }' \
    "$WORK/rooms" $program | rule rooms_include_only_what_the_table_allows
awk '{ room = $1; sub(/:/, "", room); print room, room
    for (i = 2; i <= NF; i++) print room, $i }' "$WORK/rooms" |
    tsort 2>&1 >/dev/null | rule the_table_of_rooms_has_no_circle
awk '{ for (i = 2; i <= NF; i++) print $i }' "$WORK/rooms" | sort -u | while read -r room; do
    grep -q "^$room:" "$WORK/rooms" || echo "$room is allowed, and no room"
done | rule every_room_that_is_allowed_is_in_the_table

# --- no circle of files: who uses a symbol, whose it is, by the linker's table ---
if [ -n "$OBJECTS" ] && [ -d "$OBJECTS/server" ]; then
    find "$OBJECTS/server" "$OBJECTS/db" -name '*.o' | sort | while read -r object; do
        source=${object#"$OBJECTS"/} # what was built of a file that is gone is old
        [ ! -e "${source%.o}.c" ] || echo "$object"
    done | xargs nm -A | sed "s|^$OBJECTS/||" |
        awk '{ file = $1; sub(/\.o:.*/, "", file); symbol = $NF; kind = $(NF - 1) }
            kind ~ /^[TDBRCV]$/ { owner[symbol] = file }
            kind == "U" { uses[file, symbol] = 1 }
            END { for (pair in uses) { split(pair, part, SUBSEP)
                if (part[2] in owner && owner[part[2]] != part[1])
                    print part[1], owner[part[2]] } }' | sort -u >"$WORK/uses"
    [ -s "$WORK/uses" ] || echo "no object was read" | rule objects_are_there
    tsort "$WORK/uses" 2>&1 >/dev/null | rule no_files_use_each_other_in_a_circle
else
    echo "$(($(cat "$WORK/number") + 1))" >"$WORK/number"
    echo "ok $(cat "$WORK/number") # skip no_files_use_each_other_in_a_circle: nothing is built"
fi

# --- libraries have doors ---
only_in 'microhttpd\.h' 'server/httpd/internal\.h' | rule only_httpd_knows_libmicrohttpd
only_in 'sqlite3\.h' 'db/|include/db/' | rule only_db_knows_sqlite
only_in 'jansson\.h' '(server|include)/(source|authority|answer|api)/' |
    rule only_lists_sidecars_and_answers_know_jansson
only_in '(seccomp|linux/landlock)\.h' 'server/commands/' |
    rule only_the_sandbox_knows_seccomp
only_in 'zstd\.h' 'db/|server/httpd/coding\.c' | rule only_db_and_codings_know_zstd
only_in 'zlib\.h' 'server/httpd/coding\.c' | rule only_codings_know_zlib
only_in 'utf8proc\.h' 'server/(text|gazetteer)/' | rule only_words_know_utf8proc

# --- SQL in .sql files ---
grep -nE '"(SELECT|INSERT|UPDATE|DELETE|CREATE|REPLACE|WITH) ' $program |
    # asked before any statement is prepared: is this a data set at all?
    grep -v 'db/read/corpus.c:.*"SELECT count(\*) FROM sqlite_master;"' |
    # no statement: how a virtual table says what its columns are
    grep -v 'db/store/mention_counts.c:.*"CREATE TABLE named ' |
    rule sql_is_in_sql_files

# --- a file is one idea ---
for folder in $(printf '%s\n' $program | sed 's|/[^/]*$||' | sort -u); do
    sources=$(find "$folder" -maxdepth 1 -name '*.c' | wc -l)
    [ "$sources" -le 40 ] || echo "$folder: $sources sources"
done | rule no_folder_holds_more_than_40_sources
# About 300 lines; the exceptions go on with one idea for a little more.
longest() {
    case $1 in
    server/text/edtf_english.c | server/gazetteer/lexicon_words.c) echo 340 ;;
    server/authority/record.c) echo 380 ;;
    *) echo 300 ;;
    esac
}
for file in $program; do
    lines=$(wc -l <"$file")
    [ "$lines" -le "$(longest "$file")" ] || echo "$file: $lines lines"
done | rule no_file_of_the_program_is_too_long
for file in $program $tests; do
    awk 'FNR == 1 && !/^\/\*/ { print FILENAME ": opens with no comment" } { exit }' "$file"
done | rule every_file_opens_with_its_idea
awk '/^{$/ { start = FNR } /^}/ && start { if (FNR - start > 60)
    print FILENAME ":" start ": " FNR - start " lines"; start = 0 }' $program |
    rule no_function_is_longer_than_60_lines
awk 'length($0) > 90 && !/^ *\/\/ clang-format/ { gsub(/[\200-\277]/, "") }
    length($0) > 90 { print FILENAME ":" FNR ": " length($0) " columns" }' $program |
    rule no_line_is_wider_than_90_columns
awk '/^struct [a-z_0-9]+ \{/ { if ($2 in at) print FILENAME ": struct " $2 " is in " at[$2] " too"
    at[$2] = FILENAME }' $program | rule no_struct_tag_means_two_things

# --- no globals but a signal's flag and the program's log ---
grep -nE '^(static )?(_Atomic |volatile |unsigned |struct )?[a-z_0-9]+ \**[a-z_0-9]+( = [^(]*)?;$' \
    $(find server db -name '*.c') |
    grep -vE 'sig_atomic_t|static struct log_state|: *(extern|typedef)|: *route_answer|: *source_report' |
    rule no_file_has_variables_of_its_own

# --- what is never written down ---
# The words are put together here, so that this file does not find itself.
written() {
    (git -c core.quotePath=false ls-files -co --exclude-standard 2>/dev/null ||
        find . -type f ! -path './build/*' ! -path './.git/*') |
        grep -vE '^(\./)?tests/fuzz/(corpus|crashes)/' | tr '\n' '\0' |
        xargs -0 grep -nIsE "$1" || :
}
written "TO""DO|FIX""ME|X""XX:|HA""CK" | rule nothing_is_left_to_do
written "(^|[^A-Za-z0-9_}])/(ho""me/[a-z]|Us""ers/|wo""rk/|ro""ot/)" | rule no_path_of_a_machine
written "regis""try\.[a-z]|npm""js|arti""factory|ne""xus\.|pypi\.o""rg" |
    rule no_host_of_a_registry

echo "1..$(cat "$WORK/number")"
