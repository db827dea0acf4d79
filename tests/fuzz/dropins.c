/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Fuzz target: units with drop-ins and links, what holds, all rules and the
 * graph. Pieces of an input: pairs of a path and a content, the path such as
 * "etc/systemd/system/virtqemud.socket.d/x.conf", or a letter for one of those
 * below. "!" in front of it makes a link to the content.
 */
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

enum { N_PIECES = 24 };

static const char *const paths[] = {
	"/usr/lib/systemd/system/virtqemud.socket",
	"/usr/lib/systemd/system/virtqemud-ro.socket",
	"/usr/lib/systemd/system/virtqemud-admin.socket",
	"/usr/lib/systemd/system/virtqemud.service",
	"/etc/systemd/system/virtqemud.socket",
	"/etc/systemd/system/virtqemud.socket.d/a.conf",
	"/run/systemd/system/virtqemud.socket.d/a.conf",
	"/usr/lib/systemd/system/virtqemud.socket.d/b.conf",
	"/usr/lib/systemd/system/virtqemud-.socket.d/a.conf",
	"/usr/lib/systemd/system/socket.d/a.conf",
	"/usr/lib/systemd/system/virtlogd.socket.d/a.conf",
	"/etc/systemd/system/sockets.target.wants/virtqemud.socket",
	"/usr/lib/systemd/system/other.socket",
};

enum { N_PATHS = sizeof(paths) / sizeof(paths[0]) };

static void add(struct package *package, const struct piece *path,
		const struct piece *content)
{
	const char *text = path->text + (*path->text == '!');
	char *dir = strdup(
		path->size > 2 ? text : paths[(unsigned char)*text % N_PATHS]);
	char *slash = strrchr(dir, '/');
	struct package_entry link = {.mode = S_IFLNK | 0777,
				     .target = content->text};

	REQUIRE(dir != NULL);
	if (slash != NULL) {
		*slash = '\0';
		link.dir = dir;
		link.name = slash + 1;
	}
	if (slash != NULL && text == path->text)
		fuzz_add(package, dir, slash + 1, content->text, content->size);
	else if (slash != NULL && place_of(dir, slash + 1) != PLACE_NONE)
		package_add(package, &link, NULL, 0);
	free(dir);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct package *package =
		package_new("t", size % 2 ? PACKAGE_TREE : PACKAGE_RPM);
	struct piece pieces[N_PIECES];
	char *copy;

	fuzz_begin();
	copy = fuzz_cut(data, size, pieces, N_PIECES);
	for (int i = 0; i < N_PIECES; i += 2)
		add(package, &pieces[i], &pieces[i + 1]);
	fuzz_check(package);
	package_free(package);
	free(copy);
	return 0;
}
