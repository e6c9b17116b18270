# For the checks of this folder: makes the data set that goldens are about.
# The sample edition, and texts that were loaded once before and have changed since.
make_data_set() {
    SOURCE_DATE_EPOCH=1764547200 \
        "$CHANCERYD" load --quiet db/corpus tests/golden/earlier --db "$1" >"$WORK/load.log" 2>&1 &&
        SOURCE_DATE_EPOCH=1764633600 \
            "$CHANCERYD" load --force --quiet db/corpus tests/golden/corpus --db "$1" >>"$WORK/load.log" 2>&1
}
