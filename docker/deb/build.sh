#!/bin/sh
# Makes a Debian package of what `make install` puts into a folder.
#
#   docker/deb/build.sh ROOT PACKAGE.deb      ROOT: that folder, installed with PREFIX=/usr
#
# dpkg-deb alone: one program and a few files need no helper, and every line that ends up
# in the package is to be seen here and in the scripts beside this one.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$1 package=$2
top=$here/../..

version=$(sed -n 's/^#define CHANCERY_VERSION "\(.*\)"/\1/p' "$top/include/base/version.h")
architecture=$(dpkg --print-architecture)

strip --strip-unneeded "$root/usr/bin/chanceryd"
gzip -9nf "$root/usr/share/man/man1/chanceryd.1"
install -D -m 644 "$top/LICENSE" "$root/usr/share/doc/chancery/copyright"
install -D -m 644 "$here/../chanceryd.default" "$root/etc/default/chanceryd"

# Which libraries, of which version at least: dpkg-shlibdeps wants a source's control file.
asked=$(mktemp -d)
trap 'rm -rf "$asked"' EXIT
mkdir "$asked/debian"
printf 'Source: chancery\n\nPackage: chancery\nArchitecture: any\n' >"$asked/debian/control"
program=$(cd "$root" && pwd)/usr/bin/chanceryd
depends=$(cd "$asked" && dpkg-shlibdeps -O -e "$program" | sed -n 's/^shlibs:Depends=//p')

mkdir -p "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<END
Package: chancery
Version: $version
Architecture: $architecture
Maintainer: The editors of Chancery <chancery@example.org>
Section: web
Priority: optional
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f 1)
Depends: $depends, systemd | systemd-standalone-sysusers | systemd-sysusers
Description: API of edited historical papers
 Chancery reads the texts of edited papers (despatches, telegrams, memoranda) as
 they were taken out of Word documents, and serves their paragraphs, notes and
 gaps as JSON over HTTP, each under an address that lasts.
END
echo /etc/default/chanceryd >"$root/DEBIAN/conffiles"
for script in postinst prerm postrm; do
    install -m 755 "$here/$script" "$root/DEBIAN/$script"
done
(cd "$root" && find usr -type f -exec md5sum {} +) >"$root/DEBIAN/md5sums"
dpkg-deb --root-owner-group -Zxz --build "$root" "$package"
