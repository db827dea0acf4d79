/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Styles and sections of scriptlets, and what a package has of a daemon. */
#include "base/text.h"
#include "scriptlets/style.h"

static const char *const style_names[N_STYLES] = {
	[STYLE_SYSTEMD] = "systemd",
	[STYLE_SUSE] = "suse",
	[STYLE_POSTTRANS] = "posttrans",
};

static const char *const section_names[N_SECTIONS] = {
	[SECTION_PRE] = "pre",
	[SECTION_POST] = "post",
	[SECTION_PREUN] = "preun",
	[SECTION_POSTUN] = "postun",
	[SECTION_POSTTRANS] = "posttrans",
};

const char *section_name(enum section section)
{
	return section_names[section];
}

bool style_parse(const char *name, enum style *style)
{
	size_t found = words_find(style_names, N_STYLES, name);

	if (found < N_STYLES)
		*style = found;
	return found < N_STYLES;
}

bool section_parse(const char *name, enum section *section)
{
	size_t found = words_find(section_names, N_SECTIONS, name);

	if (found < N_SECTIONS)
		*section = found;
	return found < N_SECTIONS;
}
