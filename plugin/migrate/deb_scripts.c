/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What maintainer scripts do to units, which we cannot change. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "migrate/deb_text.h"
#include "shell/interpreter.h"

/* Whether TEXT of a script acts on units. */
static bool acts(const char *text)
{
	static const char *const names[] = {"systemctl", "deb-systemd",
					    "invoke-rc.d", "update-rc.d"};
	static const char *const starts[] = {"service ", "service\t"};

	text += strspn(text, " \t");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strstr(text, names[i]) != NULL)
			return true;
	return WORDS_BEHIND(starts, text) != NULL;
}

void deb_read_script(struct debian *debian, size_t file, size_t package)
{
	const struct deb_file *f = &debian->files[file];
	bool shell = f->n == 0 || strncmp(f->lines[0], "#!", 2) != 0 ||
		     interpreter_is_shell(f->lines[0] + 2, NULL);
	size_t span;

	for (size_t i = 0; i < f->n; i += span) {
		char *text = deb_join(f, i, false, &span);

		deb_cut_comment(text);
		if (acts(text)) {
			deb_entry_add(debian,
				      &(struct deb_entry){
					      .what = DEB_TEXT,
					      .file = file,
					      .line = i,
					      .span = span,
					      .package = package,
					      .why = "it is no call that "
						     "virtd-socket knows",
				      });
			deb_text(debian, text, false);
			if (!shell)
				deb_doubt_add(debian, "*");
		}
		free(text);
	}
}
