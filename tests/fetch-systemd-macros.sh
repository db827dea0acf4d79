#!/bin/sh
# fetch-systemd-macros.sh DEST [SUITE]: put systemd's real RPM macros, its
# update helper and its file triggers into the directory DEST, from the source
# package of a Debian suite (default bookworm: systemd 252). Exits 1 with a
# message where they cannot be had; see fetch-orig.sh.
set -eu

dest=$1 suite=${2:-bookworm}
tarball=$("$(dirname "$0")/fetch-orig.sh" systemd "$suite")
mkdir -p "$dest"
tar -xf "$tarball" -C "$dest" --strip-components=3 --wildcards '*/src/rpm/*.in'

# what systemd's build fills in, with the paths of Fedora
for file in macros.systemd systemd-update-helper triggers.systemd.sh; do
	sed -e 's|{{SYSTEMD_UPDATE_HELPER_PATH}}|/usr/lib/systemd/systemd-update-helper|g' \
		-e 's|{{ROOTLIBEXECDIR}}|/usr/lib/systemd|g' \
		-e 's|{{LIBEXECDIR}}|/usr/lib/systemd|g' \
		-e 's|{{SYSTEM_DATA_UNIT_DIR}}|/usr/lib/systemd/system|g' \
		-e 's|{{USER_DATA_UNIT_DIR}}|/usr/lib/systemd/user|g' \
		-e 's|{{SYSTEM_PRESET_DIR}}|/usr/lib/systemd/system-preset|g' \
		-e 's|{{USER_PRESET_DIR}}|/usr/lib/systemd/user-preset|g' \
		-e 's|{{SYSTEM_GENERATOR_DIR}}|/usr/lib/systemd/system-generators|g' \
		-e 's|{{USER_GENERATOR_DIR}}|/usr/lib/systemd/user-generators|g' \
		-e 's|{{SYSTEM_ENV_GENERATOR_DIR}}|/usr/lib/systemd/system-environment-generators|g' \
		-e 's|{{USER_ENV_GENERATOR_DIR}}|/usr/lib/systemd/user-environment-generators|g' \
		-e 's|{{SYSTEMD_CATALOG_DIR}}|/usr/lib/systemd/catalog|g' \
		-e 's|{{UPDATE_HELPER_USER_TIMEOUT}}|15s|g' \
		-e 's|{{UPDATE_HELPER_USER_TIMEOUT_SEC}}|15|g' \
		-e 's|{{UDEV_HWDB_DIR}}|/usr/lib/udev/hwdb.d|g' \
		-e 's|{{UDEV_RULES_DIR}}|/usr/lib/udev/rules.d|g' \
		-e 's|{{KERNEL_INSTALL_DIR}}|/usr/lib/kernel/install.d|g' \
		-e 's|{{BINFMT_DIR}}|/usr/lib/binfmt.d|g' \
		-e 's|{{SYSCTL_DIR}}|/usr/lib/sysctl.d|g' \
		-e 's|{{SYSUSERS_DIR}}|/usr/lib/sysusers.d|g' \
		-e 's|{{TMPFILES_DIR}}|/usr/lib/tmpfiles.d|g' \
		-e 's|{{USER_TMPFILES_DIR}}|/usr/share/user-tmpfiles.d|g' \
		-e 's|{{ENVIRONMENT_DIR}}|/usr/lib/environment.d|g' \
		-e 's|{{MODULESLOAD_DIR}}|/usr/lib/modules-load.d|g' \
		-e 's|{{MODPROBE_DIR}}|/usr/lib/modprobe.d|g' \
		"$dest/$file.in" >"$dest/$file"
done
rm -f "$dest"/*.in
chmod 755 "$dest/systemd-update-helper"
if grep -n '{{' "$dest/macros.systemd" "$dest/systemd-update-helper" \
	"$dest/triggers.systemd.sh" >&2; then
	echo "fetch-systemd-macros.sh: the values above are not known here" >&2
	exit 1
fi
