/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The macros that spec files call in scriptlets for their units. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/braces.h"
#include "base/grow.h"
#include "migrate/migration.h"

#define SYSTEMD SCHEME_SYSTEMD
#define SUSE	SCHEME_SUSE
#define LIBVIRT SCHEME_LIBVIRT
#define UNSAID	UPGRADE_UNSAID

#define SERVICE	   KIND_BIT(KIND_SERVICE)
#define UNIX	   (SERVICE | KINDS_UNIX)
#define INET	   (UNIX | KINDS_INET)
#define PRIVILEGED (SERVICE | KIND_BIT(KIND_MAIN) | KIND_BIT(KIND_ADMIN))

/*
 * systemd 257 src/rpm/macros.systemd.in, systemd-rpm-macros 24 of openSUSE,
 * libvirt 11.3 libvirt.spec.in
 */
static const struct scriptmacro macros[] = {
	{"systemd_post", SECTION_POST, SYSTEMD, UNSAID, 0},
	{"systemd_preun", SECTION_PREUN, SYSTEMD, UNSAID, 0},
	{"systemd_postun", SECTION_POSTUN, SYSTEMD, UPGRADE_NONE, 0},
	{"systemd_postun_with_restart", SECTION_POSTUN, SYSTEMD,
	 UPGRADE_RESTART, 0},
	{"systemd_postun_with_reload", SECTION_POSTUN, SYSTEMD, UPGRADE_RELOAD,
	 0},
	{"systemd_posttrans_with_restart", SECTION_POSTTRANS, SYSTEMD,
	 UPGRADE_RESTART, 0},
	{"systemd_posttrans_with_reload", SECTION_POSTTRANS, SYSTEMD,
	 UPGRADE_RELOAD, 0},

	{"service_add_pre", SECTION_PRE, SUSE, UNSAID, 0},
	{"service_add_post", SECTION_POST, SUSE, UNSAID, 0},
	{"service_del_preun", SECTION_PREUN, SUSE, UNSAID, 0},
	{"service_del_postun", SECTION_POSTUN, SUSE, UPGRADE_RESTART, 0},
	{"service_del_postun_with_restart", SECTION_POSTUN, SUSE,
	 UPGRADE_RESTART, 0},
	{"service_del_postun_without_restart", SECTION_POSTUN, SUSE,
	 UPGRADE_NONE, 0},

	{"libvirt_systemd_unix_pre", SECTION_PRE, LIBVIRT, UPGRADE_RESTART,
	 UNIX},
	{"libvirt_systemd_unix_posttrans", SECTION_POSTTRANS, LIBVIRT, UNSAID,
	 UNIX},
	{"libvirt_systemd_unix_preun", SECTION_PREUN, LIBVIRT, UNSAID, UNIX},
	{"libvirt_systemd_inet_pre", SECTION_PRE, LIBVIRT, UPGRADE_RESTART,
	 INET},
	{"libvirt_systemd_inet_posttrans", SECTION_POSTTRANS, LIBVIRT, UNSAID,
	 INET},
	{"libvirt_systemd_inet_preun", SECTION_PREUN, LIBVIRT, UNSAID, INET},
	{"libvirt_systemd_privileged_pre", SECTION_PRE, LIBVIRT, UPGRADE_RELOAD,
	 PRIVILEGED},
	{"libvirt_systemd_privileged_posttrans", SECTION_POSTTRANS, LIBVIRT,
	 UNSAID, PRIVILEGED},
	{"libvirt_systemd_privileged_preun", SECTION_PREUN, LIBVIRT, UNSAID,
	 PRIVILEGED},
	{"libvirt_systemd_oneshot_pre", SECTION_PRE, LIBVIRT, UPGRADE_NONE,
	 SERVICE},
	{"libvirt_systemd_oneshot_posttrans", SECTION_POSTTRANS, LIBVIRT,
	 UNSAID, SERVICE},
	{"libvirt_systemd_oneshot_preun", SECTION_PREUN, LIBVIRT, UNSAID,
	 SERVICE},
};

#define N_MACROS (sizeof(macros) / sizeof(macros[0]))

/* The macro that TEXT calls, or NULL; its arguments are at *REST. */
static const struct scriptmacro *find_macro(const char *text, const char **rest)
{
	for (size_t i = 0; i < N_MACROS; i++) {
		*rest = spec_macro(text, macros[i].name);
		if (*rest != NULL)
			return &macros[i];
	}
	return NULL;
}

/* Whether WORD can be a unit, or a macro that stands for one. */
static bool is_argument(const char *word)
{
	return *word != '-' &&
	       word[strspn(word, "abcdefghijklmnopqrstuvwxyz"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				 "0123456789_-.@:\\%{}?!")] == '\0';
}

/* Where a call is being read. */
struct reading {
	struct migration *m;
	struct call *call;
};

static void put(void *ctx, size_t daemon, unsigned kinds)
{
	struct call *call = ((struct reading *)ctx)->call;

	for (size_t i = 0; i < call->n; i++)
		if (call->parts[i].daemon == daemon) {
			call->parts[i].kinds |= kinds;
			return;
		}
	GROW(call->parts, call->n);
	call->parts[call->n++] = (struct call_part){daemon, kinds};
}

/* One argument that braces were expanded in. */
static bool read_unit(struct reading *r, const char *word)
{
	if (strpbrk(word, "*?[") != NULL || !is_argument(word))
		return false;
	if (migrate_units(r->m, word, put, r) != NULL)
		argvAdd(&r->call->others, word);
	return true;
}

/* "%MACRO SERVICE", as libvirt has it. */
static bool read_service(struct reading *r, ARGV_t words)
{
	const struct catalog *catalog = r->m->catalog;
	const struct daemon *d;

	if (argvCount(words) != 1)
		return false;
	d = catalog_find(catalog, words[0]);
	if (d != NULL && strcmp(d->service, words[0]) != 0)
		d = NULL;
	if (r->call->macro->kinds != SERVICE) {
		if (d == NULL)
			return false;
		put(r, d - catalog->daemons, r->call->macro->kinds);
		return true;
	}
	if (d != NULL || !daemon_is_name(words[0]))
		return false;
	put(r, migrate_service(r->m, words[0]), SERVICE);
	return true;
}

static bool read_units(struct reading *r, ARGV_t words)
{
	bool ok = true;

	for (char **word = words; ok && *word != NULL; word++) {
		ARGV_t names = braces_expand(*word);

		ok = names != NULL;
		for (char **name = names; ok && *name != NULL; name++)
			ok = read_unit(r, *name);
		argvFree(names);
	}
	return ok;
}

/* Cut "|| :" and spaces from the end of a call, which many have needlessly. */
static void cut_end(char *text)
{
	static const char *const ends[] = {"|| :", "||:", "|| true", ""};
	size_t len = strlen(text);

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t n = strlen(ends[i]);

		while (len > 0 && strchr(SPEC_BLANK, text[len - 1]) != NULL)
			text[--len] = '\0';
		if (len > n && strcmp(text + len - n, ends[i]) == 0)
			text[len -= n] = '\0';
	}
}

static bool read_call(struct reading *r, char *text)
{
	ARGV_t words = NULL;
	const char *rest;
	size_t len;
	bool ok;

	cut_end(text);
	len = strlen(text);
	if (*text != '%')
		return false;
	if (text[1] == '{') {
		if (text[len - 1] != '}')
			return false;
		text[len - 1] = '\0';
	}
	r->call->macro = find_macro(text, &rest);
	if (r->call->macro == NULL)
		return false;
	argvSplit(&words, rest, SPEC_BLANK);
	ok = r->call->macro->kinds != 0 ? read_service(r, words)
					: read_units(r, words);
	argvFree(words);
	return ok;
}

/* Whether a backslash before it joins a macro such as %else to line I. */
static bool joins_macro(const struct spec *spec, size_t i)
{
	for (size_t k = i + 1; k < i + spec->lines[i].span; k++) {
		const char *text = spec_trimmed(spec, k);

		if (*text == '%' && text[1] != '{')
			return true;
	}
	return false;
}

bool migrate_call(struct migration *m, size_t i, struct call *call)
{
	const struct spec *spec = m->spec;
	struct reading r = {m, call};
	char *text = spec_joined(spec, i);
	bool ok;

	*call = (struct call){.others = argvNew()};
	ok = !joins_macro(spec, i) &&
	     read_call(&r,
		       text + (spec_trimmed(spec, i) - spec->lines[i].text)) &&
	     call->macro->section ==
		     spec->sections[spec->lines[i].section].script;
	free(text);
	return ok;
}

void migrate_call_free(struct call *call)
{
	free(call->parts);
	argvFree(call->others);
}
