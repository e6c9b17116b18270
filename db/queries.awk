# Turns db/queries/*.sql into C: a closed, numbered list of statements.
#   awk -v part=enum|text -f queries.awk FILE...
# "@name@" in a statement stands for db/fragments/name.sql, and no other text ever
# becomes SQL.

function quote(line) {
    gsub(/\\/, "\\\\", line)
    gsub(/"/, "\\\"", line)
    return "\"" line "\\n\""
}

function put(line,    name, file, inner, rest) {
    if (line ~ /^--/)
        return
    if (match(line, /@[a-z_]+@/)) {
        name = substr(line, RSTART + 1, RLENGTH - 2)
        file = "db/fragments/" name ".sql"
        rest = substr(line, RSTART + RLENGTH)
        print quote(substr(line, 1, RSTART - 1))
        while ((getline inner < file) > 0)
            put(inner)
        close(file)
        print quote(rest)
        return
    }
    print quote(line)
}

FNR == 1 {
    name = FILENAME
    sub(/.*\//, "", name)
    sub(/\.sql$/, "", name)
    if (part == "enum") {
        print "    QUERY_" toupper(name) ","
        nextfile
    }
    if (count++)
        print "},"
    print "[QUERY_" toupper(name) "] = {\"" name "\","
}

part == "text" { put($0) }

END {
    if (part == "text")
        print "},"
}
