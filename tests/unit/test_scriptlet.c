/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Tests of scriptlets/: the lists of every style, part, section and upgrade.
 * The shell is tested by tests/command/scriptlets.bats.
 */
#include "scriptlets/scriptlet.h"
#include "support.h"

static const struct daemon qemu = {
	.service = "virtqemud",
	.kinds = KINDS_UNIX,
};
static const struct daemon lockd = {
	.service = "virtlockd",
	.kinds = KIND_BIT(KIND_MAIN) | KIND_BIT(KIND_ADMIN),
	.upgrade = UPGRADE_RELOAD,
};
static const struct daemon proxy = {
	.service = "virtproxyd",
	.kinds = KINDS_SOCKETS,
};

/* a service without sockets, which upgrades leave alone */
static const struct daemon guests = {
	.service = "libvirt-guests",
	.upgrade = UPGRADE_NONE,
};

#define QEMU_SOCKETS                                                           \
	"virtqemud.socket virtqemud-ro.socket virtqemud-admin.socket"
#define QEMU_ALL     "virtqemud.service " QEMU_SOCKETS
#define QEMU_REMOVE  QEMU_SOCKETS " virtqemud.service"
#define LOCK_SOCKETS "virtlockd.socket virtlockd-admin.socket"
#define LOCK_ALL     "virtlockd.service " LOCK_SOCKETS
#define LOCK_REMOVE  LOCK_SOCKETS " virtlockd.service"

struct shown {
	FILE *out;
	bool shell; /* with lines of shell */
};

static void each(void *ctx, const char *condition, const char *text)
{
	const struct shown *shown = ctx;

	if (*text != '%' && !shown->shell)
		return;
	if (condition != NULL)
		fprintf(shown->out, "(%s)\n", condition);
	fprintf(shown->out, "%s\n", text);
}

/* All pieces; a condition stands in parentheses before its piece. */
static char *show(struct scriptlet s, enum section section, bool shell)
{
	char *text = NULL;
	size_t size;
	struct shown shown = {open_memstream(&text, &size), shell};

	s.unitdir = "/UNITS";
	s.statedir = "/STATE";
	if (s.enable == 0)
		s.enable = KINDS_UNIX;
	scriptlet_each(&s, section, each, &shown);
	fclose(shown.out);
	return text;
}

/* The macros in SECTION are EXPECTED. */
static void check(struct scriptlet s, enum section section,
		  const char *expected)
{
	char *text = show(s, section, false);

	assert_string_equal(text, expected);
	free(text);
}

/* SECTION has EXPECTED somewhere; or nothing, where that is NULL. */
static void check_has(struct scriptlet s, enum section section,
		      const char *expected)
{
	char *text = show(s, section, true);

	if (expected == NULL)
		assert_string_equal(text, "");
	else if (strstr(text, expected) == NULL)
		fail_msg("no \"%s\" in \"%s\"", expected, text);
	free(text);
}

static void test_systemd(void **state)
{
	const struct scriptlet s = {.style = STYLE_SYSTEMD, .daemon = &qemu};

	(void)state;
	check(s, SECTION_PRE, "");
	check(s, SECTION_POST,
	      "%systemd_post " QEMU_SOCKETS "\n"
	      "%systemd_post virtqemud.service\n");
	check(s, SECTION_PREUN, "%systemd_preun " QEMU_REMOVE "\n");
	check(s, SECTION_POSTUN,
	      "(%{!?systemd_posttrans_with_restart:1})\n"
	      "%systemd_postun_with_restart virtqemud.service\n");
	check(s, SECTION_POSTTRANS,
	      "(%{?systemd_posttrans_with_restart:1})\n"
	      "%systemd_posttrans_with_restart virtqemud.service\n");
}

static void test_systemd_reload(void **state)
{
	const struct scriptlet s = {.style = STYLE_SYSTEMD, .daemon = &lockd};

	(void)state;
	check(s, SECTION_POST,
	      "%systemd_post " LOCK_SOCKETS "\n"
	      "%systemd_post virtlockd.service\n");
	check(s, SECTION_PREUN, "%systemd_preun " LOCK_REMOVE "\n");
	check(s, SECTION_POSTUN,
	      "(%{!?systemd_posttrans_with_reload:"
	      "%{?systemd_postun_with_reload:1}})\n"
	      "%systemd_postun_with_reload virtlockd.service\n");
	check(s, SECTION_POSTTRANS,
	      "(%{?systemd_posttrans_with_reload:1})\n"
	      "%systemd_posttrans_with_reload virtlockd.service\n");
}

static void test_suse(void **state)
{
	struct scriptlet s = {.style = STYLE_SUSE, .daemon = &qemu};

	(void)state;
	check(s, SECTION_PRE, "%service_add_pre " QEMU_ALL "\n");
	check(s, SECTION_POST, "%service_add_post " QEMU_ALL "\n");
	check(s, SECTION_PREUN, "%service_del_preun " QEMU_REMOVE "\n");
	check(s, SECTION_POSTUN,
	      "%service_del_postun_without_restart " QEMU_SOCKETS "\n"
	      "%service_del_postun virtqemud.service\n");
	check(s, SECTION_POSTTRANS, "");
	s.daemon = &lockd;
	check(s, SECTION_PRE, "%service_add_pre " LOCK_ALL "\n");
	check(s, SECTION_POST, "%service_add_post " LOCK_ALL "\n");
	check(s, SECTION_PREUN, "%service_del_preun " LOCK_REMOVE "\n");
	check(s, SECTION_POSTUN,
	      "%service_del_postun_without_restart " LOCK_REMOVE "\n");
}

static void test_posttrans(void **state)
{
	struct scriptlet s = {.style = STYLE_POSTTRANS, .daemon = &qemu};

	(void)state;
	check_has(s, SECTION_POST, NULL);
	check_has(s, SECTION_POSTUN, NULL);
	check_has(s, SECTION_PRE, "\nfor unit in " QEMU_ALL "; do\n");
	check_has(s, SECTION_PRE, "\ntouch restart-virtqemud.service\n");
	check_has(s, SECTION_PREUN, "disable --now " QEMU_REMOVE " ");
	check_has(s, SECTION_POSTTRANS, "for unit in " QEMU_SOCKETS "; do\n");
	check_has(s, SECTION_POSTTRANS, "preset virtqemud.service\n");
	check_has(s, SECTION_POSTTRANS, "verb=try-restart\n");
	s.daemon = &lockd;
	check_has(s, SECTION_PRE, "\ntouch reload-virtlockd.service\n");
	check_has(s, SECTION_POSTTRANS, "verb=reload\n");
	s.daemon = &guests;
	check_has(s, SECTION_PRE, "\nfor unit in libvirt-guests.service; do\n");
	check_has(s, SECTION_PREUN, "disable --now libvirt-guests.service ");
	check_has(s, SECTION_POSTTRANS, "preset libvirt-guests.service\n");
}

/* Another package has the service. */
static void test_sockets(void **state)
{
	struct scriptlet s = {
		.style = STYLE_SYSTEMD, .part = PART_SOCKETS, .daemon = &qemu};

	(void)state;
	check(s, SECTION_POST, "%systemd_post " QEMU_SOCKETS "\n");
	check_has(s, SECTION_POST, "if [ $1 -eq 1 ] &&\n");
	check(s, SECTION_PREUN, "%systemd_preun " QEMU_SOCKETS "\n");
	check_has(s, SECTION_POSTUN, NULL);
	check(s, SECTION_POSTTRANS, "");
	s.style = STYLE_SUSE;
	check(s, SECTION_PRE, "%service_add_pre " QEMU_SOCKETS "\n");
	check(s, SECTION_POST, "%service_add_post " QEMU_SOCKETS "\n");
	check(s, SECTION_PREUN, "%service_del_preun " QEMU_SOCKETS "\n");
	check(s, SECTION_POSTUN,
	      "%service_del_postun_without_restart " QEMU_SOCKETS "\n");
	s.style = STYLE_POSTTRANS;
	check_has(s, SECTION_PRE, "\nfor unit in " QEMU_SOCKETS "; do\n");
	check_has(s, SECTION_PREUN, "disable --now " QEMU_SOCKETS " ||");
	check_has(s, SECTION_POSTTRANS, "enable virtqemud.service\n");
}

/* A package that only asks for the restart. */
static void test_ask(void **state)
{
	struct scriptlet s = {.part = PART_ASK};

	(void)state;
	for (s.style = 0; s.style < N_STYLES; s.style++) {
		s.daemon = &qemu;
		check_has(s, SECTION_PRE, ">restart-virtqemud.service");
		check_has(s, SECTION_POST, NULL);
		check_has(s, SECTION_PREUN, NULL);
		check_has(s, SECTION_POSTUN, NULL);
		check_has(s, SECTION_POSTTRANS, "try-restart virtqemud.serv");
		s.daemon = &lockd;
		check_has(s, SECTION_PRE, "touch reload-virtlockd.service ");
		check_has(s, SECTION_POSTTRANS, " reload virtlockd.service\n");
	}
}

/* A service without sockets. */
static void test_none(void **state)
{
	const struct daemon restarted = {.service = "libvirt-guests"};
	struct scriptlet s = {.style = STYLE_SYSTEMD, .daemon = &guests};

	(void)state;
	check_has(s, SECTION_PRE, NULL);
	check(s, SECTION_POST, "%systemd_post libvirt-guests.service\n");
	check(s, SECTION_PREUN, "%systemd_preun libvirt-guests.service\n");
	check_has(s, SECTION_POSTUN, NULL);
	check_has(s, SECTION_POSTTRANS, NULL);
	s.style = STYLE_SUSE;
	check(s, SECTION_POSTUN,
	      "%service_del_postun_without_restart libvirt-guests.service\n");
	s.daemon = &restarted;
	check(s, SECTION_POSTUN,
	      "%service_del_postun libvirt-guests.service\n");
}

#define PROXY_UNIX                                                             \
	"virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket"
#define PROXY_ALL PROXY_UNIX " virtproxyd-tcp.socket virtproxyd-tls.socket"

/*
 * tcp and tls: enabled only on request, always removed; openSUSE's own presets
 * decide about what %service_add_pre marked
 */
static void test_inet(void **state)
{
	static const struct {
		unsigned enable;
		const char *list;
	} cases[] = {
		{KINDS_UNIX, PROXY_UNIX},
		{KINDS_UNIX | KIND_BIT(KIND_TLS),
		 PROXY_UNIX " virtproxyd-tls.socket"},
		{KINDS_SOCKETS, PROXY_ALL},
	};
	struct scriptlet s = {.style = STYLE_SYSTEMD, .daemon = &proxy};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char expected[200];

		s.enable = cases[i].enable;
		sprintf(expected,
			"%%systemd_post %s\n%%systemd_post "
			"virtproxyd.service\n",
			cases[i].list);
		check(s, SECTION_POST, expected);
	}
	check(s, SECTION_PREUN,
	      "%systemd_preun " PROXY_ALL " virtproxyd.service\n");
	s.style = STYLE_SUSE;
	check(s, SECTION_PRE,
	      "%service_add_pre virtproxyd.service " PROXY_ALL "\n");
	check(s, SECTION_POSTUN,
	      "%service_del_postun_without_restart " PROXY_ALL "\n"
	      "%service_del_postun virtproxyd.service\n");
}

static void test_words(void **state)
{
	static const char *const styles[] = {"systemd", "suse", "posttrans"};
	static const char *const sections[] = {"pre", "post", "preun", "postun",
					       "posttrans"};
	enum section section = N_SECTIONS;
	enum style style = N_STYLES;

	(void)state;
	for (int i = 0; i < N_STYLES; i++) {
		assert_true(style_parse(styles[i], &style));
		assert_int_equal(style, i);
	}
	for (int i = 0; i < N_SECTIONS; i++) {
		assert_string_equal(section_name(i), sections[i]);
		assert_true(section_parse(sections[i], &section));
		assert_int_equal(section, i);
	}
	assert_false(style_parse("", &style));
	assert_false(style_parse("Suse", &style));
	assert_int_equal(style, STYLE_POSTTRANS);
	assert_false(section_parse("%post", &section));
	assert_int_equal(section, SECTION_POSTTRANS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_systemd),
		cmocka_unit_test(test_systemd_reload),
		cmocka_unit_test(test_suse),
		cmocka_unit_test(test_posttrans),
		cmocka_unit_test(test_sockets),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_ask),
		cmocka_unit_test(test_inet),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("scriptlet", tests, NULL, NULL);
}
