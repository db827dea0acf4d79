/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of shell/: one script in each row.
 */
#include "shell/scan.h"
#include "support.h"

static const char letters[] = {
	[ACTION_PRESET] = 'P',	[ACTION_ENABLE] = 'E', [ACTION_DISABLE] = 'D',
	[ACTION_RESTART] = 'R', [ACTION_MARK] = 'M',   [ACTION_MACRO] = '%',
};

static void each(void *ctx, enum action action, const char *unit, unsigned line)
{
	fprintf(ctx, "%c%u %s\n", letters[action], line, unit);
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
	 "E3 a.socket\nE3 b.socket\n"},
	{"U=\"\n a.socket\n b.socket\n\"\nfor u in $U; do\n"
	 "systemctl disable \"${u}\"\ndone",
	 "D6 a.socket\nD6 b.socket\n"},
	/* what was set before at the top is forgotten, elsewhere it is not */
	{"u=a; u=b; systemctl restart $u", "R1 b.service\n"},
	{"if x; then u=a; else u=b; fi; systemctl restart $u",
	 "R1 b.service\nR1 a.service\n"},
	{"if x; then v=restart; else v=start; fi\n"
	 "deb-systemd-invoke $v 'a.socket' >/dev/null || true",
	 "R2 a.socket\n"},
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
		shellscan(rows[i].script, each, out);
		fclose(out);
		if (strcmp(text, rows[i].actions) != 0)
			print_message("script: %s\n", rows[i].script);
		assert_string_equal(text, rows[i].actions);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scripts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
