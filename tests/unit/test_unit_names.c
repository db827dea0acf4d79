/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of unit_names.c: what a unit can be called where a key names units. */
#include "units/unit_names.h"
#include "support.h"

static bool check(const char *text)
{
	const struct unit_line line = {text, "F", 7};

	return unit_names_check(&line);
}

static void test_good(void **state)
{
	static const char *const lines[] = {
		"Conflicts=libvirtd.socket",
		"After = a.socket\tb-c.service  d_e:f.target ",
		"Service=virtqemud.service",
		"Also=foo@1.socket foo@.service virt\\x2dlockd.socket",
		"WantedBy=foo@%i.service dev-sda.device -.mount a.slice",
		"Requires=a.socket \\\n b.socket\\\n\tc.path",
		/* resets the list */
		"Wants=",
		"Before=a.automount b.swap c.timer d.scope",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		if (!check(lines[i]))
			fail_msg("%s: %s", lines[i], messages());
		assert_messages("");
	}
}

static void test_bad(void **state)
{
	static const struct {
		const char *line, *key, *word;
	} cases[] = {
		{"Conflicts=a.socket b';x;'.socket", "Conflicts",
		 "b';x;'.socket"},
		{"After=$(x).service", "After", "$(x).service"},
		{"Also=a", "Also", "a"},
		{"Also=a.sock", "Also", "a.sock"},
		{"BindsTo=.socket", "BindsTo", ".socket"},
		{"Service=a.socket.", "Service", "a.socket."},
		{"Wants=a.socketsocketsocket", "Wants", "a.socketsocketsocket"},
		{"Wants=\xc3\xa9.socket", "Wants", "\xc3\xa9.socket"},
		{"Wants=a/b.socket", "Wants", "a/b.socket"},
		{"Wants=a.socket \\\n b,c.socket", "Wants", "b,c.socket"},
		{"Wants=a.socket \\ b.socket", "Wants", "\\"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char expected[100];

		snprintf(expected, sizeof(expected),
			 "error: F:7: %s=: \"%s\" is no name of a unit\n",
			 cases[i].key, cases[i].word);
		assert_false(check(cases[i].line));
		assert_messages(expected);
	}
}

static void test_other_keys(void **state)
{
	(void)state;
	assert_true(check("Description=a 'b' $(c)"));
	assert_true(check("ListenStream=/run/a"));
	assert_true(check("WantsX=a"));
	assert_true(check("Want=a"));
	assert_true(check("# Wants=a"));
	assert_messages("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_other_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
