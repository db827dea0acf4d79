/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of catalog.c: defaults, overrides, lookups, and every error. */
#include "units/catalog.h"
#include "support.h"

static bool add(struct catalog *catalog, const char *text)
{
	struct unitfile *uf = unitfile_parse("C", text, strlen(text), NULL);

	assert_non_null(uf);
	return catalog_add(catalog, uf);
}

/* A daemon as text, static. */
static const char *show(const struct daemon *d)
{
	static char text[200];
	char kinds[40];

	sprintf(text, "%s|%s|%s|%s|%s|%s|%s", d->service, d->name,
		d->sockprefix, kinds_format(d->kinds, ',', kinds), d->sockmode,
		upgrade_name(d->upgrade), d->extras);
	return text;
}

static void test_defaults(void **state)
{
	struct catalog catalog = {0};

	(void)state;
	assert_true(add(&catalog, "[a]\nName=A\n"));
	assert_int_equal(catalog.n, 1);
	assert_string_equal(show(&catalog.daemons[0]),
			    "a|A|a|main,ro,admin|0600|restart|");
	catalog_free(&catalog);
	assert_int_equal(catalog.n, 0);
	assert_messages("");
}

static void test_all_keys(void **state)
{
	struct catalog catalog = {0};

	(void)state;
	assert_true(add(&catalog, "# c\n[a]\n# d\nName = The A \nSockPrefix=p\n"
				  "Sockets=tls, main\n;e\nSocketMode=0660\n"
				  "Upgrade=reload\nServiceExtras=x y\n[b]\n"
				  "Name=B\nUpgrade=restart\n"));
	assert_string_equal(show(&catalog.daemons[0]),
			    "a|The A|p|main,tls|0660|reload|x y");
	assert_string_equal(show(&catalog.daemons[1]),
			    "b|B|b|main,ro,admin|0600|restart|");
	catalog_free(&catalog);
	assert_messages("");
}

static void test_override(void **state)
{
	struct catalog catalog = {0};

	(void)state;
	assert_true(
		add(&catalog, "[b]\nName=B\nSocketMode=0666\n[a]\nName=A\n"));
	assert_true(add(&catalog, "[c]\nName=C\n[b]\nName=B2\n"));
	assert_int_equal(catalog.n, 3);
	assert_string_equal(show(&catalog.daemons[0]),
			    "a|A|a|main,ro,admin|0600|restart|");
	/* all of it is replaced, the mode, too */
	assert_string_equal(show(&catalog.daemons[1]),
			    "b|B2|b|main,ro,admin|0600|restart|");
	assert_string_equal(show(&catalog.daemons[2]),
			    "c|C|c|main,ro,admin|0600|restart|");
	assert_true(add(&catalog, ""));
	assert_int_equal(catalog.n, 3);
	catalog_free(&catalog);
	assert_messages("");
}

static void check_error(const char *text, const char *expected)
{
	struct catalog catalog = {0};

	assert_false(add(&catalog, text));
	assert_messages(expected);
	catalog_free(&catalog);
}

static void test_errors(void **state)
{
	(void)state;
	check_error("[a]\nName=A\nFoo=1\n",
		    "error: C:3: unknown key \"Foo\" in [a]\n");
	check_error("[a]\nname=A\n",
		    "error: C:2: unknown key \"name\" in [a]\n");
	check_error("[a]\nName=A\nName=B\n",
		    "error: C:3: Name= stands twice in [a]\n");
	check_error("[a]\nName=A\n[b]\nName=B\n[a]\nName=A2\n",
		    "error: C:6: Name= stands twice in [a]\n");
	check_error("\n[a]\nSocketMode=0660\n",
		    "error: C:2: [a] has no Name=\n");
	check_error("\n[a]\n", "error: C:2: [a] has no Name=\n");
	check_error("[a]\n# c\n", "error: C:1: [a] has no Name=\n");
	check_error("[b]\nName=B\n[A b]\nName=x\n",
		    "error: C:3: \"A b\" cannot be the name of a daemon; use "
		    "lower case letters and digits, after the first also \"-\" "
		    "and \"_\"\n");
}

static void test_bad_values(void **state)
{
	static const struct {
		const char *key, *value, *expected;
	} cases[] = {
		{"Name", "", "a text"},
		{"SockPrefix", "", "a file name"},
		{"SockPrefix", "../x", "a file name"},
		{"Sockets", "", "main and any of ro, admin, tcp, tls"},
		{"Sockets", "ro", "main and any of ro, admin, tcp, tls"},
		{"Sockets", "main x", "main and any of ro, admin, tcp, tls"},
		{"Sockets", "main service",
		 "main and any of ro, admin, tcp, tls"},
		{"SocketMode", "", "four octal digits such as 0660"},
		{"SocketMode", "666", "four octal digits such as 0660"},
		{"SocketMode", "1666", "four octal digits such as 0660"},
		{"Upgrade", "", "restart, reload or none"},
		{"Upgrade", "Reload", "restart, reload or none"},
		{"ServiceExtras", "", "names of service extras"},
		{"ServiceExtras", "../x", "names of service extras"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[100], expected[200];

		sprintf(text, "[a]\n%s=%s\n", cases[i].key, cases[i].value);
		sprintf(expected,
			"error: C:2: \"%s\" is no value for %s=; it takes %s\n",
			cases[i].value, cases[i].key, cases[i].expected);
		check_error(text, expected);
	}
}

static void test_find(void **state)
{
	struct catalog catalog = {0};

	(void)state;
	assert_null(catalog_find(&catalog, "qemu"));
	assert_true(add(&catalog,
			"[virtqemud]\nName=1\n[qemud]\nName=2\n[qemu2]\n"
			"Name=3\n[virtqemu2d]\nName=4\n"));
	assert_string_equal(catalog_find(&catalog, "qemu")->name, "1");
	assert_string_equal(catalog_find(&catalog, "virtqemud")->name, "1");
	assert_string_equal(catalog_find(&catalog, "qemud")->name, "2");
	/* the service wins over the driver name */
	assert_string_equal(catalog_find(&catalog, "qemu2")->name, "3");
	assert_null(catalog_find(&catalog, "virtqemu"));
	assert_null(catalog_find(&catalog, ""));
	assert_null(catalog_find(&catalog, "QEMU"));
	catalog_free(&catalog);
	assert_messages("");
}

static void test_find_long(void **state)
{
	char *name = repeat('a', SERVICE_NAME_LEN + 1), *text = NULL;

	(void)state;
	for (size_t n = SERVICE_NAME_LEN - 6; n <= SERVICE_NAME_LEN; n++) {
		struct catalog catalog = {0};

		assert_int_not_equal(
			asprintf(&text, "[%.*s]\nName=x\n", (int)n, name), -1);
		assert_true(add(&catalog, text));
		name[n] = '\0';
		assert_non_null(catalog_find(&catalog, name));
		name[n] = 'a';
		assert_null(catalog_find(&catalog, name));
		catalog_free(&catalog);
		free(text);
	}
	free(name);
	assert_messages("");
}

/* The longest service has a driver name; what is longer has none. */
static void test_find_long_driver(void **state)
{
	char *name = repeat('a', UNIT_NAME_LEN + 20), *text = NULL;
	const size_t longest = SERVICE_NAME_LEN - strlen("virtd");
	struct catalog catalog = {0};

	(void)state;
	assert_int_not_equal(
		asprintf(&text, "[virt%.*sd]\nName=x\n", (int)longest, name),
		-1);
	assert_true(add(&catalog, text));
	for (size_t n = UNIT_NAME_LEN + 20; n >= longest - 1; n--) {
		name[n] = '\0';
		assert_int_equal(catalog_find(&catalog, name) != NULL,
				 n == longest);
	}
	catalog_free(&catalog);
	free(text);
	free(name);
	assert_messages("");
}

static void test_find_unit(void **state)
{
	struct catalog catalog = {0};
	enum unit_kind kind = N_UNIT_KINDS;

	(void)state;
	assert_null(catalog_find_unit(&catalog, "virtqemud.socket", &kind));
	assert_true(add(&catalog,
			"[virtqemud]\nName=1\n[a]\nName=2\n[b-ro]\nName=3\n"));
	assert_string_equal(
		catalog_find_unit(&catalog, "virtqemud-tls.socket", &kind)
			->name,
		"1");
	assert_int_equal(kind, KIND_TLS);
	assert_string_equal(
		catalog_find_unit(&catalog, "a.service", &kind)->name, "2");
	assert_int_equal(kind, KIND_SERVICE);
	assert_string_equal(
		catalog_find_unit(&catalog, "b-ro.socket", &kind)->name, "3");
	assert_int_equal(kind, KIND_MAIN);
	/* a driver name makes no unit */
	assert_null(catalog_find_unit(&catalog, "qemu.socket", &kind));
	assert_null(catalog_find_unit(&catalog, "virtqemud", &kind));
	assert_null(catalog_find_unit(&catalog, "virtqemud-x.socket", &kind));
	catalog_free(&catalog);
	assert_messages("");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_all_keys),
		cmocka_unit_test(test_override),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_bad_values),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_find_long),
		cmocka_unit_test(test_find_long_driver),
		cmocka_unit_test(test_find_unit),
	};

	return cmocka_run_group_tests_name("catalog", tests, NULL, NULL);
}
