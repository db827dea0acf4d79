/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of scriptlet.c: the text of every style, section and upgrade. */
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
#define QEMU_INSTALL "virtqemud.service " QEMU_SOCKETS
#define QEMU_REMOVE  QEMU_SOCKETS " virtqemud.service"
#define LOCK_SOCKETS "virtlockd.socket virtlockd-admin.socket"
#define LOCK_INSTALL "virtlockd.service " LOCK_SOCKETS
#define LOCK_REMOVE  LOCK_SOCKETS " virtlockd.service"

static void each(void *ctx, const char *condition, const char *text)
{
	if (condition != NULL)
		fprintf(ctx, "(%s)\n", condition);
	fprintf(ctx, "%s\n", text);
}

/* All pieces; a condition stands in parentheses before its piece. */
static char *show(enum style style, enum section section,
		  const struct daemon *daemon, unsigned enable)
{
	const struct scriptlet s = {
		style, daemon, enable, "/UNITS", "/STATE",
	};
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	scriptlet_each(&s, section, each, out);
	fclose(out);
	return text;
}

static void check(enum style style, enum section section,
		  const struct daemon *daemon, const char *expected,
		  bool needed)
{
	const struct scriptlet s = {.style = style, .daemon = daemon};
	char *text = show(style, section, daemon, KINDS_UNIX);

	assert_string_equal(text, expected);
	assert_int_equal(scriptlet_needs(&s, section), needed);
	free(text);
}

static void test_systemd(void **state)
{
	(void)state;
	check(STYLE_SYSTEMD, SECTION_PRE, &qemu, "", false);
	check(STYLE_SYSTEMD, SECTION_POST, &qemu,
	      "%systemd_post " QEMU_INSTALL "\n", true);
	check(STYLE_SYSTEMD, SECTION_PREUN, &qemu,
	      "%systemd_preun " QEMU_REMOVE "\n", true);
	check(STYLE_SYSTEMD, SECTION_POSTUN, &qemu,
	      "(%{!?systemd_posttrans_with_restart:1})\n"
	      "%systemd_postun_with_restart virtqemud.service\n",
	      false);
	check(STYLE_SYSTEMD, SECTION_POSTTRANS, &qemu,
	      "(%{?systemd_posttrans_with_restart:1})\n"
	      "%systemd_posttrans_with_restart virtqemud.service\n",
	      false);
}

static void test_systemd_reload(void **state)
{
	(void)state;
	check(STYLE_SYSTEMD, SECTION_PRE, &lockd, "", false);
	check(STYLE_SYSTEMD, SECTION_POST, &lockd,
	      "%systemd_post " LOCK_INSTALL "\n", true);
	check(STYLE_SYSTEMD, SECTION_PREUN, &lockd,
	      "%systemd_preun " LOCK_REMOVE "\n", true);
	check(STYLE_SYSTEMD, SECTION_POSTUN, &lockd,
	      "(%{!?systemd_posttrans_with_reload:"
	      "%{?systemd_postun_with_reload:1}})\n"
	      "%systemd_postun_with_reload virtlockd.service\n",
	      false);
	check(STYLE_SYSTEMD, SECTION_POSTTRANS, &lockd,
	      "(%{?systemd_posttrans_with_reload:1})\n"
	      "%systemd_posttrans_with_reload virtlockd.service\n",
	      false);
}

static void test_suse(void **state)
{
	(void)state;
	check(STYLE_SUSE, SECTION_PRE, &qemu,
	      "%service_add_pre " QEMU_INSTALL "\n", true);
	check(STYLE_SUSE, SECTION_POST, &qemu,
	      "%service_add_post " QEMU_INSTALL "\n", true);
	check(STYLE_SUSE, SECTION_PREUN, &qemu,
	      "%service_del_preun " QEMU_REMOVE "\n", true);
	check(STYLE_SUSE, SECTION_POSTUN, &qemu,
	      "%service_del_postun_without_restart " QEMU_SOCKETS "\n"
	      "%service_del_postun virtqemud.service\n",
	      true);
	check(STYLE_SUSE, SECTION_POSTTRANS, &qemu, "", false);
}

static void test_suse_reload(void **state)
{
	(void)state;
	check(STYLE_SUSE, SECTION_PRE, &lockd,
	      "%service_add_pre " LOCK_INSTALL "\n", true);
	check(STYLE_SUSE, SECTION_POST, &lockd,
	      "%service_add_post " LOCK_INSTALL "\n", true);
	check(STYLE_SUSE, SECTION_PREUN, &lockd,
	      "%service_del_preun " LOCK_REMOVE "\n", true);
	check(STYLE_SUSE, SECTION_POSTUN, &lockd,
	      "%service_del_postun_without_restart " LOCK_REMOVE "\n", true);
	check(STYLE_SUSE, SECTION_POSTTRANS, &lockd, "", false);
}

#define PRE(install)                                                           \
	"mkdir -p /STATE || :\n"                                               \
	"for unit in " install "; do\n"                                        \
	"    test -e /UNITS/$unit || touch /STATE/preset-$unit || :\n"         \
	"done\n"
#define PREUN(remove)                                                          \
	"    if test -d /run/systemd/system; then\n"                           \
	"        systemctl --no-reload disable --now " remove " || :\n"        \
	"    elif command -v systemctl >/dev/null; then\n"                     \
	"        systemctl --no-reload disable " remove " || :\n"              \
	"    fi\n"                                                             \
	"fi\n"
#define POSTTRANS(install)                                                     \
	"units=\n"                                                             \
	"for unit in " install "; do\n"                                        \
	"    if test -e /STATE/preset-$unit; then\n"                           \
	"        rm -f /STATE/preset-$unit || :\n"                             \
	"        units=\"$units $unit\"\n"                                     \
	"    fi\n"                                                             \
	"done\n"                                                               \
	"if test -n \"$units\" && command -v systemctl >/dev/null; then\n"     \
	"    systemctl --no-reload preset $units || :\n"                       \
	"fi\n"

static void test_posttrans(void **state)
{
	(void)state;
	check(STYLE_POSTTRANS, SECTION_PRE, &qemu,
	      PRE(QEMU_INSTALL) "touch /STATE/restart-virtqemud.service || :\n",
	      true);
	check(STYLE_POSTTRANS, SECTION_POST, &qemu, "", false);
	check(STYLE_POSTTRANS, SECTION_PREUN, &qemu,
	      "if [ $1 -eq 0 ] && ! test -e "
	      "/STATE/restart-virtqemud.service; then\n" PREUN(QEMU_REMOVE),
	      true);
	check(STYLE_POSTTRANS, SECTION_POSTUN, &qemu, "", false);
	check(STYLE_POSTTRANS, SECTION_POSTTRANS, &qemu,
	      POSTTRANS(
		      QEMU_INSTALL) "if test -e "
				    "/STATE/restart-virtqemud.service; then\n"
				    "    rm -f "
				    "/STATE/restart-virtqemud.service || :\n"
				    "    if test -d /run/systemd/system; then\n"
				    "        systemctl daemon-reload || :\n"
				    "        systemctl try-restart "
				    "virtqemud.service || :\n"
				    "    fi\n"
				    "fi\n"
				    "rmdir /STATE 2>/dev/null || :\n",
	      true);
}

static void test_posttrans_reload(void **state)
{
	(void)state;
	check(STYLE_POSTTRANS, SECTION_PRE, &lockd,
	      PRE(LOCK_INSTALL) "touch /STATE/reload-virtlockd.service || :\n",
	      true);
	check(STYLE_POSTTRANS, SECTION_POST, &lockd, "", false);
	check(STYLE_POSTTRANS, SECTION_PREUN, &lockd,
	      "if [ $1 -eq 0 ] && ! test -e "
	      "/STATE/reload-virtlockd.service; then\n" PREUN(LOCK_REMOVE),
	      true);
	check(STYLE_POSTTRANS, SECTION_POSTUN, &lockd, "", false);
	check(STYLE_POSTTRANS, SECTION_POSTTRANS, &lockd,
	      POSTTRANS(
		      LOCK_INSTALL) "if test -e "
				    "/STATE/reload-virtlockd.service; then\n"
				    "    rm -f /STATE/reload-virtlockd.service "
				    "|| :\n"
				    "    if test -d /run/systemd/system; then\n"
				    "        systemctl daemon-reload || :\n"
				    "        systemctl is-active -q "
				    "virtlockd.service &&\n"
				    "            systemctl reload "
				    "virtlockd.service || :\n"
				    "    fi\n"
				    "fi\n"
				    "rmdir /STATE 2>/dev/null || :\n",
	      true);
}

#define PROXY_UNIX                                                             \
	"virtproxyd.socket virtproxyd-ro.socket virtproxyd-admin.socket"
#define PROXY_ALL PROXY_UNIX " virtproxyd-tcp.socket virtproxyd-tls.socket"

/*
 * tcp and tls: enabled only on request, always removed; openSUSE's own presets
 * decide about what %service_add_pre marked
 */
static void test_none(void **state)
{
	const struct daemon restarted = {.service = "libvirt-guests"};

	(void)state;
	check(STYLE_SYSTEMD, SECTION_POST, &guests,
	      "%systemd_post libvirt-guests.service\n", true);
	check(STYLE_SYSTEMD, SECTION_PREUN, &guests,
	      "%systemd_preun libvirt-guests.service\n", true);
	check(STYLE_SYSTEMD, SECTION_POSTUN, &guests, "", false);
	check(STYLE_SYSTEMD, SECTION_POSTTRANS, &guests, "", false);
	check(STYLE_SUSE, SECTION_POSTUN, &guests,
	      "%service_del_postun_without_restart libvirt-guests.service\n",
	      true);
	check(STYLE_SUSE, SECTION_POSTUN, &restarted,
	      "%service_del_postun libvirt-guests.service\n", true);
	check(STYLE_POSTTRANS, SECTION_PRE, &guests,
	      PRE("libvirt-guests.service"), true);
	check(STYLE_POSTTRANS, SECTION_PREUN, &guests,
	      "if [ $1 -eq 0 ]; then\n" PREUN("libvirt-guests.service"), true);
}

static void test_may_need(void **state)
{
	const struct scriptlet restart = {.style = STYLE_SYSTEMD,
					  .daemon = &qemu};
	const struct scriptlet none = {.style = STYLE_SYSTEMD,
				       .daemon = &guests};

	(void)state;
	assert_true(scriptlet_may_need(&restart, SECTION_POSTTRANS));
	assert_false(scriptlet_needs(&restart, SECTION_POSTTRANS));
	assert_false(scriptlet_may_need(&none, SECTION_POSTTRANS));
	assert_false(scriptlet_may_need(&restart, SECTION_PRE));
}

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

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char expected[200];
		char *text = show(STYLE_SYSTEMD, SECTION_POST, &proxy,
				  cases[i].enable);

		sprintf(expected, "%%systemd_post virtproxyd.service %s\n",
			cases[i].list);
		assert_string_equal(text, expected);
		free(text);
	}
	check(STYLE_SYSTEMD, SECTION_PREUN, &proxy,
	      "%systemd_preun " PROXY_ALL " virtproxyd.service\n", true);
	check(STYLE_SUSE, SECTION_PRE, &proxy,
	      "%service_add_pre virtproxyd.service " PROXY_ALL "\n", true);
	check(STYLE_SUSE, SECTION_POST, &proxy,
	      "%service_add_post virtproxyd.service " PROXY_ALL "\n", true);
	check(STYLE_SUSE, SECTION_POSTUN, &proxy,
	      "%service_del_postun_without_restart " PROXY_ALL "\n"
	      "%service_del_postun virtproxyd.service\n",
	      true);
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
		cmocka_unit_test(test_suse_reload),
		cmocka_unit_test(test_posttrans),
		cmocka_unit_test(test_posttrans_reload),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_may_need),
		cmocka_unit_test(test_inet),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("scriptlet", tests, NULL, NULL);
}
