# For the checks of this folder: makes the data set that goldens are about.
# The sample edition, and texts that were loaded once before and have changed since.
make_data_set() {
    "$CHANCERYD" load --quiet db/corpus tests/golden/earlier --db "$1" >"$WORK/load.log" 2>&1 &&
        "$CHANCERYD" load --quiet db/corpus tests/golden/corpus --db "$1" >>"$WORK/load.log" 2>&1
}
