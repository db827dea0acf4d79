/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units, in which order, in which style, go into which scriptlet. */
#include <stdlib.h>
#include <string.h>

#include "scriptlets/scriptlet.h"

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

static bool parse(const char *name, const char *const names[], int n,
		  int *found)
{
	for (*found = 0; *found < n; ++*found)
		if (strcmp(name, names[*found]) == 0)
			return true;
	return false;
}

bool style_parse(const char *name, enum style *style)
{
	int found;
	bool ok = parse(name, style_names, N_STYLES, &found);

	if (ok)
		*style = found;
	return ok;
}

bool section_parse(const char *name, enum section *section)
{
	int found;
	bool ok = parse(name, section_names, N_SECTIONS, &found);

	if (ok)
		*section = found;
	return ok;
}

/* Which upgrades a piece is for. */
enum {
	RESTART = 1 << UPGRADE_RESTART,
	RELOAD = 1 << UPGRADE_RELOAD,
	NONE = 1 << UPGRADE_NONE,
	ANY = RESTART | RELOAD | NONE
};

/*
 * {all} {install} {remove} {sockets} {service} {unitdir} {state} in a text are
 * replaced; the first four are unit lists:
 *   all       the service and all its sockets
 *   install   the service and the sockets that are enabled at installation
 *   remove    the sockets, which must stop first, then the service
 *   sockets   all sockets
 * A socket never stands where units are restarted: systemd refuses to restart
 * one whose service runs, and leaves it dead.
 */
static const struct piece {
	enum style style;
	enum section section;
	unsigned upgrades;
	const char *condition;
	const char *text;
} pieces[] = {
	{STYLE_SYSTEMD, SECTION_POST, ANY, NULL, "%systemd_post {install}"},
	{STYLE_SYSTEMD, SECTION_PREUN, ANY, NULL, "%systemd_preun {remove}"},
	{STYLE_SYSTEMD, SECTION_POSTUN, RESTART,
	 "%{!?systemd_posttrans_with_restart:1}",
	 "%systemd_postun_with_restart {service}"},
	{STYLE_SYSTEMD, SECTION_POSTTRANS, RESTART,
	 "%{?systemd_posttrans_with_restart:1}",
	 "%systemd_posttrans_with_restart {service}"},
	/* systemd before 255 has no macro that reloads: leave it running */
	{STYLE_SYSTEMD, SECTION_POSTUN, RELOAD,
	 "%{!?systemd_posttrans_with_reload:"
	 "%{?systemd_postun_with_reload:1}}",
	 "%systemd_postun_with_reload {service}"},
	{STYLE_SYSTEMD, SECTION_POSTTRANS, RELOAD,
	 "%{?systemd_posttrans_with_reload:1}",
	 "%systemd_posttrans_with_reload {service}"},

	{STYLE_SUSE, SECTION_PRE, ANY, NULL, "%service_add_pre {all}"},
	{STYLE_SUSE, SECTION_POST, ANY, NULL, "%service_add_post {all}"},
	{STYLE_SUSE, SECTION_PREUN, ANY, NULL, "%service_del_preun {remove}"},
	/* expands to nothing, but rpmlint of openSUSE wants to see it */
	{STYLE_SUSE, SECTION_POSTUN, RESTART, NULL,
	 "%service_del_postun_without_restart {sockets}"},
	{STYLE_SUSE, SECTION_POSTUN, RESTART, NULL,
	 "%service_del_postun {service}"},
	{STYLE_SUSE, SECTION_POSTUN, RELOAD | NONE, NULL,
	 "%service_del_postun_without_restart {remove}"},

	{STYLE_POSTTRANS, SECTION_PRE, ANY, NULL,
	 "mkdir -p {state} || :\n"
	 "for unit in {install}; do\n"
	 "    test -e {unitdir}/$unit || touch {state}/preset-$unit || :\n"
	 "done"},
	{STYLE_POSTTRANS, SECTION_PRE, RESTART, NULL,
	 "touch {state}/restart-{service} || :"},
	{STYLE_POSTTRANS, SECTION_PRE, RELOAD, NULL,
	 "touch {state}/reload-{service} || :"},
	/*
	 * A mark at removal was made by another package that takes the units
	 * over in the same transaction.
	 */
	{STYLE_POSTTRANS, SECTION_PREUN, RESTART, NULL,
	 "if [ $1 -eq 0 ] && ! test -e {state}/restart-{service}; then"},
	{STYLE_POSTTRANS, SECTION_PREUN, RELOAD, NULL,
	 "if [ $1 -eq 0 ] && ! test -e {state}/reload-{service}; then"},
	{STYLE_POSTTRANS, SECTION_PREUN, NONE, NULL, "if [ $1 -eq 0 ]; then"},
	{STYLE_POSTTRANS, SECTION_PREUN, ANY, NULL,
	 "    if test -d /run/systemd/system; then\n"
	 "        systemctl --no-reload disable --now {remove} || :\n"
	 "    elif command -v systemctl >/dev/null; then\n"
	 "        systemctl --no-reload disable {remove} || :\n"
	 "    fi\n"
	 "fi"},
	/*
	 * One call for all units, because the result of one call for each
	 * depends on their order. The restart needs what was installed loaded.
	 */
	{STYLE_POSTTRANS, SECTION_POSTTRANS, ANY, NULL,
	 "units=\n"
	 "for unit in {install}; do\n"
	 "    if test -e {state}/preset-$unit; then\n"
	 "        rm -f {state}/preset-$unit || :\n"
	 "        units=\"$units $unit\"\n"
	 "    fi\n"
	 "done\n"
	 "if test -n \"$units\" && command -v systemctl >/dev/null; then\n"
	 "    systemctl --no-reload preset $units || :\n"
	 "fi"},
	{STYLE_POSTTRANS, SECTION_POSTTRANS, RESTART, NULL,
	 "if test -e {state}/restart-{service}; then\n"
	 "    rm -f {state}/restart-{service} || :\n"
	 "    if test -d /run/systemd/system; then\n"
	 "        systemctl daemon-reload || :\n"
	 "        systemctl try-restart {service} || :\n"
	 "    fi\n"
	 "fi"},
	{STYLE_POSTTRANS, SECTION_POSTTRANS, RELOAD, NULL,
	 "if test -e {state}/reload-{service}; then\n"
	 "    rm -f {state}/reload-{service} || :\n"
	 "    if test -d /run/systemd/system; then\n"
	 "        systemctl daemon-reload || :\n"
	 "        systemctl is-active -q {service} &&\n"
	 "            systemctl reload {service} || :\n"
	 "    fi\n"
	 "fi"},
	{STYLE_POSTTRANS, SECTION_POSTTRANS, ANY, NULL,
	 "rmdir {state} 2>/dev/null || :"},
};

#define N_PIECES (sizeof(pieces) / sizeof(pieces[0]))

static void put_unit(const struct scriptlet *s, enum unit_kind kind,
		     const char *separator, FILE *out)
{
	char buf[UNIT_NAME_LEN + 1];

	fprintf(out, "%s%s", separator,
		unit_name(s->daemon->service, kind, buf));
}

static void put_sockets(const struct scriptlet *s, unsigned kinds,
			const char *separator, FILE *out)
{
	for (int k = 0; k < N_SOCKET_KINDS; k++)
		if (s->daemon->kinds & kinds & KIND_BIT(k)) {
			put_unit(s, k, separator, out);
			separator = " ";
		}
}

static void put_all(const struct scriptlet *s, FILE *out)
{
	put_unit(s, KIND_SERVICE, "", out);
	put_sockets(s, KINDS_SOCKETS, " ", out);
}

static void put_install(const struct scriptlet *s, FILE *out)
{
	put_unit(s, KIND_SERVICE, "", out);
	put_sockets(s, s->enable, " ", out);
}

static void put_all_sockets(const struct scriptlet *s, FILE *out)
{
	put_sockets(s, KINDS_SOCKETS, "", out);
}

static void put_remove(const struct scriptlet *s, FILE *out)
{
	put_all_sockets(s, out);
	put_unit(s, KIND_SERVICE, s->daemon->kinds != 0 ? " " : "", out);
}

static void put_service(const struct scriptlet *s, FILE *out)
{
	put_unit(s, KIND_SERVICE, "", out);
}

static void put_unitdir(const struct scriptlet *s, FILE *out)
{
	fputs(s->unitdir, out);
}

static void put_state(const struct scriptlet *s, FILE *out)
{
	fputs(s->statedir, out);
}

static const struct word {
	const char *name;
	void (*put)(const struct scriptlet *s, FILE *out);
} words[] = {
	{"{all}", put_all},	    {"{install}", put_install},
	{"{remove}", put_remove},   {"{sockets}", put_all_sockets},
	{"{service}", put_service}, {"{unitdir}", put_unitdir},
	{"{state}", put_state},
};

/* The word that TEXT starts with, or NULL. */
static const struct word *find_word(const char *text)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(text, words[i].name, strlen(words[i].name)) == 0)
			return &words[i];
	return NULL;
}

static void put_text(const struct scriptlet *s, const char *text, FILE *out)
{
	while (*text != '\0') {
		const struct word *word = *text == '{' ? find_word(text) : NULL;

		if (word == NULL) {
			fputc(*text++, out);
			continue;
		}
		word->put(s, out);
		text += strlen(word->name);
	}
}

static bool applies(const struct piece *p, const struct scriptlet *s,
		    enum section section)
{
	return p->style == s->style && p->section == section &&
	       p->upgrades & 1u << s->daemon->upgrade &&
	       (s->daemon->kinds != 0 || strstr(p->text, "{sockets}") == NULL);
}

void scriptlet_each(const struct scriptlet *scriptlet, enum section section,
		    void (*each)(void *ctx, const char *condition,
				 const char *text),
		    void *ctx)
{
	for (const struct piece *p = pieces; p < pieces + N_PIECES; p++) {
		char *text = NULL;
		size_t size;
		FILE *out;

		if (!applies(p, scriptlet, section))
			continue;
		out = open_memstream(&text, &size);
		if (out == NULL)
			abort();
		put_text(scriptlet, p->text, out);
		fclose(out);
		each(ctx, p->condition, text);
		free(text);
	}
}

bool scriptlet_may_need(const struct scriptlet *scriptlet, enum section section)
{
	for (const struct piece *p = pieces; p < pieces + N_PIECES; p++)
		if (applies(p, scriptlet, section))
			return true;
	return false;
}

bool scriptlet_needs(const struct scriptlet *scriptlet, enum section section)
{
	for (const struct piece *p = pieces; p < pieces + N_PIECES; p++)
		if (applies(p, scriptlet, section) && p->condition == NULL)
			return true;
	return false;
}
