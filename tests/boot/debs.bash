# SPDX-License-Identifier: LGPL-2.1-or-later
# Debian packages with daemons for booted trees, made by dh_virtd_socket.
# Source tests/deb/source.bash and boot.bash first.

# Another version of a package: its service changes with it.
next_deb()
{
	local package=$1 version=$2 dir=next

	dpkg-deb -R "../${package}_1_all.deb" $dir
	sed -i "s/^Version:.*/Version: $version/" $dir/DEBIAN/control
	find $dir -name '*.service' \
		-exec sed -i "s/daemon.py 1/daemon.py $version/" {} +
	dpkg-deb --root-owner-group -b $dir "../${package}_${version}_all.deb"
	rm -r $dir
}

# apart COMMAND...: run it in a directory of its own, and take the packages that
# it builds: others in the same directory would be verified with them
apart()
{
	mkdir apart
	(cd apart && "$@")
	mv apart/*.deb .
	rm -r apart
}

# deb NAME LINE [SHAPE SERVICE]: versions 1, 2 and 3 of the package NAME, with
# LINE as its .virtd-sockets
deb()
{
	apart make_deb "$@"
}

make_deb()
{
	local name=$1 line=$2 shape=${3-} service=${4-}

	source_package "$name" "$name"
	echo "$line" >"debian/$name.virtd-sockets"
	if [ -n "$service" ]; then
		daemon "$shape" "$service" 1 >"$service.service"
		case $line in
		log) sed -i '/-ro.socket/d' "$service.service" ;;
		*main,ro) sed -i '/-admin.socket/d' "$service.service" ;;
		esac
		ship "$name" "$service.service"
	fi
	build
	next_deb "$name" 2
	next_deb "$name" 3
}

# variant OLD VERSION NAME VERSION SED: the package OLD with another name, this
# done to its control file, and $service, if set, as its service
variant()
{
	dpkg-deb -R "${1}_$2_all.deb" variant
	[ -z "${service-}" ] || echo "$service" \
		>"$(echo variant/*lib/systemd/system/*.service)"
	sed -i -e "s/^Package:.*/Package: $3/; s/^Version:.*/Version: $4/" \
		-e "${5-}" variant/DEBIAN/control
	# each has a file of its own
	[ "$1" = "$3" ] || mv "variant/usr/share/doc/$1" "variant/usr/share/doc/$3"
	dpkg-deb --root-owner-group -b variant "${3}_$4_all.deb"
	rm -r variant
}

# shaped OLD SHAPE NAME VERSION...: these versions of the package OLD as NAME,
# with virtqemud in another shape. No script depends on that.
shaped()
{
	local old=$1 shape=$2 name=$3 version service
	shift 3
	for version; do
		service=$(daemon "$shape" virtqemud "$version")
		variant "$old" "$version" "$name" "$version"
	done
}
