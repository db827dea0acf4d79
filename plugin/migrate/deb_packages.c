/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The binary packages of debian/, and which of its files are for which. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/text.h"
#include "migrate/deb_source.h"

#define BLANK " \t\r"
/* of the names of architectures and systems */
#define ARCHITECTURE "abcdefghijklmnopqrstuvwxyz0123456789-"

/* The value of the field TAG, *LEN bytes, if TEXT has it; else NULL. */
static const char *field(const char *text, const char *tag, size_t *len)
{
	size_t n = strlen(tag);

	if (strncasecmp(text, tag, n) != 0)
		return NULL;
	text += n + strspn(text + n, BLANK);
	*len = strcspn(text, BLANK);
	return text;
}

static void add_package(struct debian *debian, const char *name, size_t len)
{
	if (rpmstrPoolIdn(debian->names, name, len, 1) <= debian->n_packages)
		return;
	GROW(debian->packages, debian->n_packages);
	debian->packages[debian->n_packages++] =
		(struct deb_package){.name = copy_text(name, len)};
}

bool deb_read_control(struct debian *debian)
{
	const struct deb_file *f = deb_file(debian, "control");
	size_t len;

	debian->names = rpmstrPoolCreate();
	for (size_t i = 0; f != NULL && i < f->n; i++) {
		const char *value = field(f->lines[i], "Package:", &len);

		if (value != NULL && len > 0)
			add_package(debian, value, len);
		value = field(f->lines[i], "Architecture:", &len);
		if (value != NULL && debian->n_packages > 0)
			debian->packages[debian->n_packages - 1].all =
				len == 3 && strncmp(value, "all", len) == 0;
	}
	return f != NULL;
}

void deb_packages_free(struct debian *debian)
{
	for (size_t i = 0; i < debian->n_packages; i++)
		free(debian->packages[i].name);
	free(debian->packages);
	rpmstrPoolFree(debian->names);
}

size_t deb_package_find(const struct debian *debian, const char *name,
			size_t len)
{
	rpmsid id = rpmstrPoolIdn(debian->names, name, len, 0);

	return id != 0 ? id - 1 : NONE;
}

/* What names of files for one package end with, or are for the first one. */
static const char *const types[] = {"install",	"socket",	"service",
				    "postinst", "preinst",	"prerm",
				    "postrm",	"virtd-sockets"};
/* What stands behind them and is no architecture: templates, and what
 * debhelper, dh_make, editors and patch(1) leave. */
static const char *const others[] = {"in",  "ex",  "debhelper", "orig",
				     "rej", "bak", "old"};

char *deb_plain_name(const char *name, bool *some)
{
	const char *dot = strrchr(name, '.');
	char *plain = copy_text(name, dot != NULL ? dot - name : 0);
	const char *type = strrchr(plain, '.');

	*some = dot != NULL && dot[1] != '\0' &&
		dot[1 + strspn(dot + 1, ARCHITECTURE)] == '\0' &&
		!WORDS_HAVE(types, dot + 1) && !WORDS_HAVE(others, dot + 1) &&
		WORDS_HAVE(types, type != NULL ? type + 1 : plain);
	if (*some)
		return plain;
	free(plain);
	return rstrdup(name);
}

size_t deb_package(const struct debian *debian, const char *name,
		   const char *suffix, const char **rest, size_t *len)
{
	size_t n = strlen(name), end;

	if (!text_ends(name, suffix))
		return strcmp(name, suffix + 1) == 0 && debian->n_packages > 0
		       ? *len = 0,
			 *rest = "", 0 : NONE;
	n -= strlen(suffix);
	/* the longest name that a "." ends */
	for (end = n; end > 0;) {
		size_t found = deb_package_find(debian, name, end);

		if (found != NONE) {
			*rest = name + end + (end < n);
			*len = n - end - (end < n);
			return found;
		}
		while (--end > 0 && name[end] != '.')
			;
	}
	return NONE;
}
