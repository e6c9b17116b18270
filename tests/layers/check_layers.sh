#!/bin/sh
# The house as it was drawn: who includes whom, how long a file may be, what is never
# written down. Each rule is a search that must find nothing.
set -eu
cd "$(dirname "$0")/../.."
WORK=${WORK:-$(mktemp -d)}

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

# includes HEADERS FILE...: who includes a header that matches.
includes() {
    headers=$1
    shift
    grep -nE "^ *# *include *[<\"]($headers)[>\"]" "$@" /dev/null || :
}

# but_for FILES: takes lines of these files out.
but_for() {
    grep -vE "^($1):" || :
}

# Headers of a folder, as a pattern: "a\.h|b\.h", however they are written.
headers_of() {
    ls "$1"/*.h | sed 's|.*/||; s|\.|\\.|' | tr '\n' '|' | sed 's/|$//; s/^/(.*\/)?(/; s/$/)/'
}

program="$(ls server/*.[ch] server/*/*.[ch] db/*.[ch] include/*.h)"
tests="$(ls tests/*/*.[ch])"

# --- three libraries, three doors ---
includes 'microhttpd\.h' $program | but_for server/http/httpd_mhd.h |
    rule only_httpd_knows_libmicrohttpd
includes 'sqlite3\.h' $program | but_for 'db/[a-z_]*\.[ch]' |
    rule only_db_knows_sqlite
# Files that read or write JSON.
includes 'jansson\.h' $program |
    but_for 'server/text/(sidecar|overrides|authority_record|json_read)\.[ch]|server/api/(call\.h|[a-z_]*\.c)' |
    rule only_sidecars_and_the_api_know_jansson
includes 'seccomp\.h' $program | but_for server/sandbox_calls.c |
    rule only_the_sandbox_knows_seccomp
includes 'zstd\.h' $program | but_for 'db/[a-z_]*\.[ch]|server/http/httpd_coding\.c' |
    rule only_db_and_codings_know_zstd
includes 'zlib\.h' $program | but_for server/http/httpd_coding.c |
    rule only_codings_know_zlib
includes 'utf8proc\.h' $program | but_for 'server/text/[a-z_]*\.c|server/base/letters\.c' |
    rule only_texts_and_letters_know_utf8proc

# --- two straight lines ---
base='(lack|eight|slice|array|arena|buffer|fault|log|utf8|json_write|model|classification|letters|tokens|stem|spelling)\.h'
includes '.*' server/base/*.c | grep 'include *"' | grep -vE "include *\"$base\"" |
    rule base_knows_nothing_above_it
includes "$(headers_of server/text)|$(headers_of server/api)|(corpus|ingest|parse|outline|source|sidecar|names|slug|nouns|api|options)\.h" \
    server/http/*.[ch] | rule http_knows_neither_api_nor_texts_nor_data_set
includes "$(headers_of server/http)|$(headers_of server/api)|$(headers_of db)|(corpus|ingest|httpd|reply|request|route|api|nouns|options)\.h" \
    server/text/*.[ch] |
    rule texts_know_neither_http_nor_api_nor_data_set
includes "$(headers_of server/http)|$(headers_of server/api)|$(headers_of server/text)|(httpd|reply|request|route|api|parse|outline|source|sidecar|options)\.h" \
    db/*.[ch] | rule the_data_set_knows_neither_http_nor_api_nor_texts
includes "httpd\.h|$(headers_of db)|$(headers_of server/text)|(parse|outline|source|sidecar|ingest)\.h" \
    server/api/*.[ch] |
    rule the_api_knows_neither_sockets_nor_sql_nor_the_grammar
includes '(commands|load|progress)\.h' server/*/*.[ch] db/*.[ch] include/*.h |
    rule nothing_knows_the_commands

# --- SQL in .sql files ---
grep -nE '"(SELECT|INSERT|UPDATE|DELETE|CREATE|REPLACE|WITH) ' $program |
    # asked before any statement is prepared: is this a data set at all?
    grep -v 'db/corpus.c:.*"SELECT count(\*) FROM sqlite_master;"' |
    # no statement: how a virtual table says what its columns are
    grep -v 'db/named.c:.*"CREATE TABLE named ' |
    rule sql_stands_in_sql_files

# --- a file is one idea ---
# About 300 lines; the exceptions go on with one idea for a little more.
longest() {
    case $1 in
    server/load_document.c) echo 460 ;;
    server/load.c | server/text/element.c) echo 380 ;;
    server/text/edtf_english.c | server/text/lexicon_words.c) echo 340 ;;
    server/text/authority_record.c) echo 360 ;;
    server/api/blocks.c) echo 320 ;;
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

# --- no globals but a signal's flag ---
grep -nE '^(static )?(_Atomic |volatile |unsigned |struct )?[a-z_0-9]+ \**[a-z_0-9]+( = [^(]*)?;$' \
    server/*.c server/*/*.c db/*.c | grep -vE 'sig_atomic_t|: *(extern|typedef)|: *route_answer|: *source_report' |
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
