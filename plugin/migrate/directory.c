/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The directory of units, as spec files write it. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "migrate/directory.h"
#include "spec/spec.h"

static const char *const directories[] = {
	"%{_unitdir}/",
	"%_unitdir/",
	"%{?_unitdir}/",
	"/usr/lib/systemd/system/",
	"/lib/systemd/system/",
	"%{_prefix}/lib/systemd/system/",
	"%_prefix/lib/systemd/system/",
	"%{_usr}/lib/systemd/system/",
	/* PLD Linux */
	"%{systemdunitdir}/",
};

const char *directory_unit(const char *text)
{
	const char *unit = WORDS_BEHIND(directories, text);

	if (unit != NULL)
		unit += strspn(unit, "/");
	return unit != NULL && strchr(unit, '/') == NULL ? unit : NULL;
}

const char *directory_inside(const char **text)
{
	for (; **text != '\0'; ++*text) {
		const char *unit = WORDS_BEHIND(directories, *text);

		if (unit == NULL)
			continue;
		*text = unit + strcspn(unit, SPEC_BLANK "\"'");
		return unit;
	}
	return NULL;
}

bool directory_is_likely(const char *path)
{
	char *directory = copy_text(path, path_base(path) - path);
	bool likely = strchr(directory, '%') != NULL &&
		      (strstr(directory, "unit") != NULL ||
		       strstr(directory, "systemd") != NULL);

	free(directory);
	return likely;
}

bool directory_is_above(const char *path)
{
	static const char *const roots[] = {"%{_prefix}", "%_prefix", "%{_usr}",
					    "%_usr", "/usr"};
	static const char *const names[] = {"lib", "systemd", "system"};
	const char *rest = WORDS_BEHIND(roots, path), *word;
	size_t len, n = 0;
	bool same = rest != NULL && *rest == '/';

	while (same && (word = text_word(&rest, "/", &len)) != NULL) {
		char *name = copy_text(word, len);

		same = n < sizeof(names) / sizeof(names[0]) &&
		       fnmatch(name, names[n++], 0) == 0;
		free(name);
	}
	return same;
}
