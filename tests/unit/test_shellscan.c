/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of shell/: one script in each row. */
#include "shell/interpreter.h"
#include "shell/scan.h"
#include "support.h"

static const char letters[N_ACTIONS] = {
	[ACTION_PRESET] = 'P', [ACTION_ENABLE] = 'E', [ACTION_DISABLE] = 'D',
	[ACTION_START] = 's',  [ACTION_STOP] = 'S',   [ACTION_RESTART] = 'R',
	[ACTION_MASK] = 'm',   [ACTION_UNMASK] = 'u', [ACTION_MARK] = 'M',
	[ACTION_MACRO] = '%',
};

static void each(void *ctx, const struct shell_action *a)
{
	fprintf(ctx, "%c%u %s\n", letters[a->action], a->line, a->unit);
}

static const struct {
	const char *script;
	const char *actions; /* letter, line, unit */
} rows[] = {
	{"", ""},
	{"systemctl preset a.socket b", "P1 a.socket\nP1 b.service\n"},
	{"/usr/bin/systemctl --no-reload disable --now a.socket || :",
	 "D1 a.socket\n"},
	{"systemctl --user restart a.socket; systemctl restart --global b", ""},
	{"if [ $1 -eq 1 ] && [ -x /x ]; then\n"
	 "    # systemctl restart no.socket\n"
	 "    /usr/lib/systemd/systemd-update-helper install-system-units "
	 "a.socket || :\n"
	 "fi\n",
	 "P3 a.socket\n"},
	{"for u in a.socket b.socket; do systemctl preset $u; done",
	 "P1 a.socket\nP1 b.socket\n"},
	{"units=\nfor u in a b; do units=\"$units $u.socket\"; done\n"
	 "systemctl enable $units",
	 "E3 *.socket\n"},
	{"U=\"\n a.socket\n b.socket\n\"\nfor u in $U; do\n"
	 "systemctl disable \"${u}\"\ndone",
	 "D6 a.socket\nD6 b.socket\n"},
	/* what was set before at the top is forgotten, elsewhere it is not */
	{"u=a; u=b; systemctl restart $u", "R1 b.service\n"},
	{"if x; then u=a; else u=b; fi; systemctl restart $u",
	 "R1 b.service\nR1 a.service\n"},
	{"if x; then v=restart; else v=start; fi\n"
	 "deb-systemd-invoke $v 'a.socket' >/dev/null || true",
	 "s2 a.socket\nR2 a.socket\n"},
	{"f() { for u in \"$@\"; do systemctl restart $u; done; }\n"
	 "g() {\n systemctl enable $1\n}\nf a\ng b\n",
	 "R1 a.service\nE3 b.service\n"},
	{"function f { systemctl restart \"$1\"; }\nf a", "R1 a.service\n"},
	{"deb-systemd-helper --quiet was-enabled 'a' || x\n"
	 "deb-systemd-helper purge 'a' 'b'",
	 "D2 a.service\nD2 b.service\n"},
	/* debhelper's --no-enable: only what was enabled before */
	{"if deb-systemd-helper debian-installed 'a'; then\n"
	 "if deb-systemd-helper --quiet was-enabled 'a'; then\n"
	 "deb-systemd-helper enable 'a'\nfi\n"
	 "deb-systemd-helper enable 'b'\nfi\n"
	 "deb-systemd-helper enable 'c'",
	 "E7 c.service\n"},
	{"if deb-systemd-helper debian-installed 'a'; then :\n"
	 "else deb-systemd-helper enable 'a'; fi",
	 "E2 a.service\n"},
	{"systemctl set-property a.socket Markers=+needs-restart",
	 "R1 a.socket\n"},
	{"systemctl try-restart 'a*'", "R1 a*\n"},
	{"systemctl restart \\\n  a.socket", "R1 a.socket\n"},
	{"cat <<EOF\nsystemctl restart a\n%x_macro\nEOF\nsystemctl enable b",
	 "E5 b.service\n"},
	{"cat <<-'EOF'\n\tsystemctl restart a\n\tEOF\nsystemctl enable b",
	 "E4 b.service\n"},
	{"echo systemctl restart a", ""},
	{"x=$(systemctl restart a) y=`b` systemctl enable c", "E1 c.service\n"},
	{"exec env systemctl enable a", "E1 a.service\n"},
	{"systemd-update-helper mark-install-system-units a.socket",
	 "M1 a.socket\n"},
	{"%systemd_post a.socket", "%1 %systemd_post\n"},
	{"x && %{?nosuch} y", "%1 %{?nosuch}\n"},
	{"test -e %{_unitdir}/a", "%1 %{_unitdir}/a\n"},
	{"date +%Y_%m; fg %1; echo %a %x ${a%_b} ${a%%_c}", ""},
	{"printf '%_x'; rpm -q --qf '%{_x}'", ""},
	{"systemctl mask a; systemctl stop b\ndeb-systemd-helper unmask a",
	 "m1 a.service\nS1 b.service\nu2 a.service\n"},
	/* a part that is not one known text is a pattern */
	{"systemctl restart $1.socket \"a$(x)b.socket\" c`x`",
	 "R1 *.socket\nR1 a*b.socket\nR1 c*\n"},
	{"for k in '' -ro; do systemctl restart a$k.socket; done",
	 "R1 a*.socket\n"},
	{"k=-ro; systemctl restart a${k}.socket ${k:+x}", "R1 a-ro.socket\n"},
	{"u=a.socket; systemctl restart ${u%.socket}.service",
	 "R1 *.service\n"},
	{"systemctl restart $(x)$1*.socket", "R1 *.socket\n"},
	/* a variable that was never set is empty, one that is unknown is not */
	{"systemctl restart $x a$x.socket", "R1 a.socket\n"},
	{"x=$(y); systemctl restart $x a$x.socket", "R1 *\nR1 a*.socket\n"},
	{"u=\"x y\"; systemctl restart $u.socket \"$u\" '$u'",
	 "R1 *.socket\nR1 x.service\nR1 y.service\nR1 $u.service\n"},
	/* a variable is told once for each action */
	{"u='a b'\nsystemctl restart $u\nsystemctl restart $u a\n"
	 "systemctl enable $u",
	 "R2 a.service\nR2 b.service\nR3 a.service\nE4 a.service\n"
	 "E4 b.service\n"},
	/* quotes inside braces belong to them */
	{"systemctl restart ${s:-\"}\"}a.socket", "R1 *a.socket\n"},
	/* broken text ends quietly */
	{"'", ""},
	{"\"$(", ""},
	{"${", ""},
	{"`", ""},
	{"cat <<", ""},
	{"((((", ""},
	{"f() {", ""},
	{"}", ""},
	{"\\", ""},
	{"for", ""},
	{"for x in", ""},
};

static void scripts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *text = NULL;
		size_t size;
		FILE *out = open_memstream(&text, &size);

		assert_non_null(out);
		shellscan(rows[i].script, false, each, out);
		fclose(out);
		if (strcmp(text, rows[i].actions) != 0)
			print_message("script: %s\n", rows[i].script);
		assert_string_equal(text, rows[i].actions);
		free(text);
	}
}

static const struct {
	const char *script;
	const char *flags; /* of each action */
} conditions[] = {
	{"systemctl stop a", "-"},
	{"if [ $1 = 0 ]; then systemctl stop a; fi; systemctl stop b", "1 -"},
	{"if [ \"$1\" = 0 ]; then :; else systemctl stop a; fi", "1"},
	{"if x; then :; elif [ $1 = 0 ]; then systemctl stop a; fi", "1c"},
	{"[ $1 = 0 ] && systemctl stop a\nsystemctl stop b", "1 -"},
	{"[ $1 = 0 ] &&\n\n systemctl stop a || systemctl stop b; systemctl "
	 "stop c",
	 "1 1c -"},
	{"[ $1 = 0 ] && { systemctl stop a\nsystemctl stop b; }\nsystemctl "
	 "stop c",
	 "1 1 -"},
	{"[ $1 = 0 ] && (\nsystemctl stop a\n)\nsystemctl stop c", "1 -"},
	{"case \"$1\" in\n0)\n systemctl stop a\n;;\nesac\nsystemctl stop b",
	 "1 -"},
	{"case \"$1\" in 0|remove) systemctl stop a;; esac", "1"},
	{"[ $1 = 0 ] || exit 0\nsystemctl stop a", "1"},
	{"[ $1 = 0 ] || exit 1\nsystemctl stop a", "-"},
	{"exit 0\nsystemctl stop a", "-"},
	{"a=$1; if [ $a = 0 ]; then systemctl stop a; fi", "1"},
	{"test -n \"$a\" || a=\"$1\"; [ \"$a\" = 0 ] && systemctl stop a", "1"},
	{"for i in \"$@\"; do [ $i = 0 ] && systemctl stop a; done", "12"},
	{"[ -z \"$2\" ] && systemctl enable a", "2"},
	{"[ '$1' = 0 ] && systemctl stop a", "c"},
	{"[ \"it's $1\" = 0 ] && systemctl stop a", "1"},
	/* in a function: what the script looks at anywhere */
	{"f() { [ $1 = 0 ] && systemctl stop a; }\nf x", "c"},
	{"f() { systemctl stop a; }\n[ $1 = 0 ] && f", "1c"},
	{"f() { systemctl stop a; }\nf \"$@\"\nsystemctl stop b", "12c -"},
	/* whether systemd is there is no condition, what it says is one */
	{"[ -d /run/systemd/system ] && systemctl preset a", "-"},
	{"if command -v systemctl >/dev/null; then systemctl preset a; fi",
	 "-"},
	{"if [ -z \"${DPKG_ROOT:-}\" ]; then systemctl preset a; fi", "-"},
	{"if systemctl is-enabled b; then systemctl preset a; fi", "c"},
	{"if [ -e /x ]; then systemctl preset a; fi", "c"},
	{"while x; do systemctl preset a; done; for i in b; do systemctl "
	 "preset c; done",
	 "c -"},
	{"systemctl preset a || :", "-"},
	/* set -e */
	{"systemctl enable a; set -e; systemctl enable a; set +e\nsystemctl "
	 "enable a",
	 "- ! -"},
	{"set -eu\nsystemctl enable a || true\nsystemctl enable a", "- !"},
	{"set -o errexit\nsystemctl enable a | x\nsystemctl enable a &\n"
	 "! systemctl enable a\nx && systemctl enable a",
	 "- - - c!"},
	{"set -e\nif systemctl enable a; then systemctl enable b; fi", "- c!"},
	{"set -e; if (systemctl enable a); then :; fi", "-"},
	{"set -e; f() { systemctl enable a; }; f || x", "c"},
	/* what helpers know */
	{"deb-systemd-helper enable a; systemd-update-helper "
	 "install-system-units a",
	 "s s"},
};

static void put_flags(void *ctx, const struct shell_action *a)
{
	static const char names[] = "12c!s";
	FILE *out = ctx;

	if (ftell(out) > 0)
		fputc(' ', out);
	if (a->flags == 0)
		fputc('-', out);
	for (int i = 0; i < 5; i++)
		if (a->flags & 1u << i)
			fputc(names[i], out);
}

static void flags(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]);
	     i++) {
		char *text = NULL;
		size_t size;
		FILE *out = open_memstream(&text, &size);

		assert_non_null(out);
		shellscan(conditions[i].script, false, put_flags, out);
		fclose(out);
		if (strcmp(text, conditions[i].flags) != 0)
			print_message("script: %s\n", conditions[i].script);
		assert_string_equal(text, conditions[i].flags);
		free(text);
	}
}

static const struct {
	const char *command;
	const char *is; /* "", "shell" or "errexit" */
} interpreters[] = {
	{"/bin/sh", "shell"},
	{"/bin/sh -e", "errexit"},
	{"/bin/bash -x -ue", "errexit"},
	{"/bin/bash --noprofile", "shell"},
	{"/usr/bin/zsh", "shell"},
	{"/bin/ash", "shell"},
	{"/bin/dash", "shell"},
	{"/usr/bin/env sh", "shell"},
	{"/usr/bin/env -S A=b bash -e", "errexit"},
	{"/bin/busybox sh -e", "errexit"},
	{"  sh\r", "shell"},
	{"/usr/bin/perl -e", ""},
	{"/usr/bin/env python3 sh", ""},
	{"<lua>", ""},
	{"/sbin/ldconfig", ""},
	{"/bin/shx", ""},
	{"", ""},
	{"/usr/bin/env", ""},
};

static void shells(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(interpreters) / sizeof(interpreters[0]);
	     i++) {
		bool exits = false;
		bool shell =
			interpreter_is_shell(interpreters[i].command, &exits);

		assert_string_equal(exits   ? "errexit"
				    : shell ? "shell"
					    : "",
				    interpreters[i].is);
		assert_int_equal(
			interpreter_is_shell(interpreters[i].command, NULL),
			shell);
	}
}

/* Count the actions; all lists of a script together stay linear. */
static void count(void *ctx, const struct shell_action *a)
{
	size_t *n = ctx;

	(void)a;
	++*n;
}

static void long_lists(void **state)
{
	char *text = NULL;
	size_t size, n = 0;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	assert_non_null(out);
	for (int i = 0; i < 1000; i++)
		fprintf(out, "u=\"$u a%d.socket\"; systemctl enable $u\n", i);
	fclose(out);
	shellscan(text, false, count, &n);
	/* each once, but those that were thrown together as "*" */
	assert_in_range(n, 990, 1000);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scripts),
		cmocka_unit_test(flags),
		cmocka_unit_test(shells),
		cmocka_unit_test(long_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
