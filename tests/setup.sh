#!/bin/sh
# Finds what is missing on a Debian machine and installs it.
#
#   sh tests/setup.sh build|test|all|lint|fuzz|bench|deb...
#
# It looks for the thing itself, not for the package, so that a library that came by
# another way is good enough, and another system can read from the output what it lacks.
set -eu

# What to look for, and the Debian package that brings it.
wanted() {
    case $1 in
    build) echo "
        command make make
        command cc gcc
        header stdio.h libc6-dev
        command pkg-config pkg-config
        library libmicrohttpd libmicrohttpd-dev
        library jansson libjansson-dev
        library sqlite3 libsqlite3-dev
        library libutf8proc libutf8proc-dev
        library libxxhash libxxhash-dev
        library libzstd libzstd-dev
        library zlib zlib1g-dev
        header libstemmer.h libstemmer-dev
        library libseccomp libseccomp-dev" ;;
    test) echo "
        command clang clang
        header cmocka.h libcmocka-dev
        command python3 python3
        module jsonschema python3-jsonschema
        module yaml python3-yaml
        command curl curl
        command zstd zstd
        command mandoc mandoc
        command dpkg-shlibdeps dpkg-dev
        unpacked nginx nginx" ;;
    deb) echo "
        command dpkg-shlibdeps dpkg-dev
        command strip binutils" ;;
    fuzz) echo "
        command clang clang
        sanitizer clang libclang-rt-dev" ;;
    all) echo "
        command valgrind valgrind" ;;
    lint) echo "
        command clang clang
        command clang-format clang-format
        command clang-tidy clang-tidy
        command cppcheck cppcheck" ;;
    bench) echo "
        command python3 python3
        command wrk wrk
        command zstd zstd" ;;
    relevance) echo "
        command zstd zstd
        debian xapian python3-xapian" ;;
    *) echo "setup.sh: no set called $1" >&2; exit 2 ;;
    esac
}

has() {
    case $1 in
    command) command -v "$2" ;;
    unpacked) PATH="$PATH:/usr/sbin:build/tools/usr/sbin" command -v "$2" ;;
    header) [ -e "/usr/include/$2" ] || [ -e "/usr/local/include/$2" ] ;;
    library) pkg-config --exists "$2" ;;
    module) python3 -c "import $2" ;;
    debian) [ -e "/usr/lib/python3/dist-packages/$2" ] ;;
    sanitizer) echo 'int main(void){return 0;}' |
        "$2" -fsanitize=address -x c -o /dev/null - ;;
    esac >/dev/null 2>&1
}

missing() {
    wanted "$1" | while read -r kind what package; do
        [ -z "$kind" ] || [ "$kind" = unpacked ] || has "$kind" "$what" ||
            printf '%s ' "$package"
    done
}

# As root, or through sudo; says what to do when there is neither.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "You are not root and there is no sudo. As root, run:" >&2
        echo "    apt-get install $packages" >&2
        exit 1
    fi
}

install_packages() {
    if ! command -v apt-get >/dev/null; then
        echo "There is no apt-get here; install these, or what your system calls them." >&2
        exit 1
    fi
    # A list that cannot be refreshed may still be good enough.
    as_root apt-get update -q >/dev/null || echo "apt-get update failed; trying anyway" >&2
    # shellcheck disable=SC2086 # one word a package
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
        --no-install-recommends $packages >/dev/null
}

# A server that Debian would start as soon as it is installed is only unpacked, for tests
# alone; those that need it are skipped where it cannot be had.
unpack_servers() {
    wanted "$1" | while read -r kind what package; do
        [ "$kind" != unpacked ] || has "$kind" "$what" || unpack "$package" ||
            echo "There is no $package; its tests are left out." >&2
    done
}

unpack() {
    command -v apt-get >/dev/null || return 1
    mkdir -p build/tools
    [ -n "$(apt-cache policy "$1")" ] || as_root apt-get update -q >/dev/null || :
    (cd build/tools && rm -f "$1"_*.deb &&
        apt-get download -q -o APT::Sandbox::User="$(id -un)" "$1" >/dev/null &&
        dpkg-deb -x "$1"_*.deb .)
}

packages=
for name; do
    packages="$packages$(missing "$name")"
done
packages=$(printf '%s' "$packages" | tr ' ' '\n' | sort -u | tr '\n' ' ')
packages=${packages# } packages=${packages% }
if [ -n "$packages" ]; then
    echo "Missing Debian packages: $packages"
    install_packages
fi
cd "$(dirname "$0")/.."
for name; do
    unpack_servers "$name"
    left=$(missing "$name")
    if [ -n "$left" ]; then
        echo "Installed, but still not found: $left" >&2
        exit 1
    fi
done
