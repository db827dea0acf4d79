/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of daemon.c: names, modes, kinds. */
#include "units/daemon.h"
#include "support.h"

static void test_good_names(void **state)
{
	static const char *const names[] = {
		"virtqemud", "a", "0", "a-b", "a_b", "a-", "9p--_",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_true(daemon_check_name(names[i]));
	assert_messages("");
}

static void test_bad_names(void **state)
{
	static const char *const names[] = {
		"../x", "a/b", "a b", "%(id)",	  "A",	 "virtQemud", "a.b",
		"a@b",	"-a",  "_a",  "\xc3\xa4", "a\n", "a:b",
	};
	char expected[200];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		sprintf(expected,
			"error: \"%s\" cannot be the name of a daemon; use "
			"lower case letters and digits, after the first also "
			"\"-\" and \"_\"\n",
			names[i]);
		assert_false(daemon_check_name(names[i]));
		assert_messages(expected);
	}
	assert_false(daemon_check_name(""));
	assert_messages("error: the name of a daemon is empty\n");
	assert_false(daemon_check_name_at("F", 3, "A"));
	assert_messages("error: F:3: \"A\" cannot be the name of a daemon; use "
			"lower case letters and digits, after the first also "
			"\"-\" and \"_\"\n");
	assert_true(daemon_check_name_at("F", 3, "a"));
	assert_messages("");
}

static void test_name_length(void **state)
{
	char *name = repeat('a', SERVICE_NAME_LEN + 1);
	char unit[UNIT_NAME_LEN + 1];

	(void)state;
	assert_false(daemon_check_name(name));
	assert_messages(
		"error: \"aaaaaaaaaaaaaaaaaaaa...\" has 243 characters; "
		"systemd accepts no more than 242 in the name of a "
		"daemon\n");
	name[SERVICE_NAME_LEN] = '\0';
	assert_true(daemon_check_name(name));
	assert_int_equal(strlen(unit_name(name, KIND_ADMIN, unit)),
			 UNIT_NAME_LEN);
	assert_string_equal(unit + SERVICE_NAME_LEN, "-admin.socket");
	free(name);
}

static void test_modes(void **state)
{
	static const char *const good[] = {"0600", "0666", "0000", "0777"};
	static const char *const bad[] = {"",	   "600",  "1666", "06660",
					  "0668",  "0x66", " 660", "-066",
					  "0660 ", "rw-r", "06\n6"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(daemon_check_mode(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(daemon_check_mode(bad[i]));
	assert_messages("");
}

static void test_unit_names(void **state)
{
	static const char *const names[N_UNIT_KINDS][2] = {
		{"main", "x.socket"},	     {"ro", "x-ro.socket"},
		{"admin", "x-admin.socket"}, {"tcp", "x-tcp.socket"},
		{"tls", "x-tls.socket"},     {"service", "x.service"},
	};
	char unit[UNIT_NAME_LEN + 1], kind[40];

	(void)state;
	for (int k = 0; k < N_UNIT_KINDS; k++) {
		assert_string_equal(kinds_format(KIND_BIT(k), ',', kind),
				    names[k][0]);
		assert_ptr_equal(unit_name("x", k, unit), unit);
		assert_string_equal(unit, names[k][1]);
	}
}

static void test_unit_split(void **state)
{
	char service[UNIT_NAME_LEN + 1];
	char *longest = repeat('a', UNIT_NAME_LEN - 7 + 1);

	(void)state;
	assert_true(unit_split("virtqemud-ro.socket", KIND_RO, service));
	assert_string_equal(service, "virtqemud");
	assert_true(unit_split("virtqemud-ro.socket", KIND_MAIN, service));
	assert_string_equal(service, "virtqemud-ro");
	assert_true(unit_split("a.service", KIND_SERVICE, service));
	assert_string_equal(service, "a");
	assert_false(unit_split("a.service", KIND_MAIN, service));
	assert_false(unit_split(".socket", KIND_MAIN, service));
	assert_false(unit_split("-ro.socket", KIND_RO, service));
	strcpy(longest + UNIT_NAME_LEN - 14, ".socket");
	assert_true(unit_split(longest, KIND_MAIN, service));
	free(longest);
	longest = repeat('a', UNIT_NAME_LEN + 1);
	strcpy(longest + UNIT_NAME_LEN - 6, ".socket");
	assert_false(unit_split(longest, KIND_MAIN, service));
	free(longest);
}

static void test_kinds_parse(void **state)
{
	static const struct {
		const char *list;
		unsigned kinds;
		const char *bad; /* NULL: good */
	} cases[] = {
		{"main", 0x1, NULL},
		{"tls,main", 0x11, NULL},
		{" main  ro, admin ,tcp tls ", 0x1f, NULL},
		{"main,main", 0x1, NULL},
		{"", 0, ""},
		{" , ", 0, ""},
		{"main,foo,bar", 0x1, "foo"},
		{"service", 0, "service"},
		{"Main", 0, "Main"},
		{"mai", 0, "mai"},
		{"main;ro", 0, "main;ro"},
		{"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 0,
		 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char bad[KINDS_SIZE];
		unsigned kinds;

		assert_int_equal(
			kinds_parse(cases[i].list, KINDS_SOCKETS, &kinds, bad),
			cases[i].bad == NULL);
		assert_int_equal(kinds, cases[i].kinds);
		if (cases[i].bad != NULL)
			assert_string_equal(bad, cases[i].bad);
	}
	assert_messages("");
}

static void test_kinds_format(void **state)
{
	char buf[40];

	(void)state;
	assert_string_equal(kinds_format(0, ',', buf), "");
	assert_string_equal(kinds_format(KIND_BIT(KIND_TCP), ',', buf), "tcp");
	assert_string_equal(kinds_format(KINDS_SOCKETS, ' ', buf),
			    "main ro admin tcp tls");
	assert_string_equal(kinds_format((1u << N_UNIT_KINDS) - 1, ',', buf),
			    "main,ro,admin,tcp,tls,service");
}

static void test_driver(void **state)
{
	static const char *const names[][2] = {
		{"virtqemud", "qemu"},	  {"libvirtd", "libvirtd"},
		{"virtd", "virtd"},	  {"virtxd", "x"},
		{"virtqemu", "virtqemu"}, {"foo", "foo"},
	};

	char buf[SERVICE_NAME_LEN + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct daemon d = {.service = names[i][0]};

		assert_ptr_equal(daemon_driver(&d, buf), buf);
		assert_string_equal(buf, names[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_names),
		cmocka_unit_test(test_bad_names),
		cmocka_unit_test(test_name_length),
		cmocka_unit_test(test_modes),
		cmocka_unit_test(test_unit_names),
		cmocka_unit_test(test_unit_split),
		cmocka_unit_test(test_kinds_parse),
		cmocka_unit_test(test_kinds_format),
		cmocka_unit_test(test_driver),
	};

	return cmocka_run_group_tests_name("daemon", tests, NULL, NULL);
}
