/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of rules/: for each row, one edit of a good package. */
#include <sys/stat.h>

#include "rules/check.h"
#include "support.h"
#include "units/unitfile.h"

static const char catalog_text[] = "[virtad]\nName=A\nSocketMode=0600\n"
				   "Sockets=main admin\n"
				   "[virtbd]\nName=B\nSocketMode=0666\n"
				   "Sockets=main ro tcp\n";

static const struct file {
	const char *dir;
	const char *name;
	const char *text;
} files[] = {
	{"/usr/lib/systemd/system", "virtad.socket",
	 "[Socket]\nListenStream=/run/libvirt/virtad-sock\nSocketMode=0600\n"
	 "[Install]\nWantedBy=sockets.target\nAlso=virtad-admin.socket\n"},
	{"/usr/lib/systemd/system", "virtad-admin.socket",
	 "[Unit]\nBindsTo=virtad.socket\nAfter=virtad.socket\n[Socket]\n"
	 "ListenStream=/run/libvirt/virtad-admin-sock\nSocketMode=0600\n"
	 "Service=virtad.service\n[Install]\nWantedBy=sockets.target\nAlso="
	 "virtad.socket\n"},
	{"/usr/lib/systemd/system", "virtad.service",
	 "[Service]\nExecStart=/bin/true\n"},
	{"/usr/lib/systemd/system", "virtbd.socket",
	 "[Unit]\nConflicts=libvirtd.socket\nAfter=libvirtd.socket\n[Socket]\n"
	 "ListenStream=/run/libvirt/virtbd-sock\n[Install]\n"
	 "WantedBy=sockets.target\nAlso=virtbd-ro.socket\n"},
	{"/usr/lib/systemd/system", "virtbd-ro.socket",
	 "[Unit]\nConflicts=libvirtd-ro.socket\nAfter=libvirtd-ro.socket\n"
	 "BindsTo=virtbd.socket\nAfter=virtbd.socket\n[Socket]\n"
	 "ListenStream=/run/libvirt/virtbd-sock-ro\nService=virtbd.service\n"
	 "[Install]\nWantedBy=sockets.target\nAlso=virtbd.socket\n"},
	{"/usr/lib/systemd/system", "virtbd-tcp.socket",
	 "[Unit]\nConflicts=libvirtd-tcp.socket\nAfter=libvirtd-tcp.socket\n"
	 "BindsTo=virtbd.socket\nAfter=virtbd.socket\n[Socket]\n"
	 "ListenStream=16509\nService=virtbd.service\n[Install]\n"
	 "WantedBy=sockets.target\n"},
	{"/usr/lib/systemd/system", "virtbd.service",
	 "[Service]\nExecStart=/bin/true\n"},
};

enum { N_FILES = sizeof(files) / sizeof(files[0]) };

#define POST "[ $1 -gt 1 ] || systemctl preset virtad.socket virtbd.socket\n"
#define PREUN                                                                  \
	"[ $1 -gt 0 ] || "                                                     \
	"systemctl disable virtad.socket virtbd.socket virtbd-tcp.socket\n"

/* Replace OLD by NEW in the file or script called NAME. */
static const struct row {
	const char *name;
	const char *old;
	const char *new;
	const char *found; /* E or W and the rules, separated by spaces */
} rows[] = {
	{"", "", "", ""},
	{"virtad.service", "[Service]", "Service", "E unit-file"},
	{"virtad.socket", "/run", "@run@", "E placeholder"},
	{"virtad-admin.socket", "BindsTo=virtad", "BindsTo=virtbd",
	 "E binds-to"},
	{"virtad-admin.socket", "After=virtad.socket\n", "", "E binds-to"},
	{"virtad-admin.socket", "Also=", "Alias=", "W also-siblings"},
	{"virtbd.service", "ExecStart=/bin/true\n",
	 "[Install]\nWantedBy=sockets.target\nAlso=virtcd.socket\n",
	 "W also-foreign"},
	{"virtbd.socket", "Conflicts=", "Wants=", "E libvirtd-conflict"},
	{"virtbd-tcp.socket", "After=libvirtd-tcp", "After=x",
	 "W libvirtd-conflict"},
	{"virtbd.socket", "virtbd-sock", "virtb-sock", "E listen-stream"},
	{"virtbd-tcp.socket", "16509", "16510", "E listen-stream"},
	{"virtbd-tcp.socket", "16509", "[::]:16509", ""},
	{"virtad.socket", "SocketMode=0600", "SocketMode=0700",
	 "E socket-mode"},
	{"virtad.socket", "SocketMode=0600\n", "", "E socket-mode"},
	{"virtad-admin.socket", "Service=virtad", "Service=virtbd",
	 "E service-missing"},
	{"virtad-admin.socket", "Service=virtad.service\n", "",
	 "E service-missing"},
	{"virtad-admin.socket", "/run/libvirt/virtad-admin-sock",
	 "/run/libvirt/virtad-admin-sock\nListenStream=/run/libvirt/"
	 "virtbd-sock",
	 "E listen-shared"},
	{"%post", "virtad.socket", "", "E not-enabled E not-enabled"},
	{"%post", "preset", "enable virtbd-tcp.socket", "E inet-enabled"},
	{"%post", "preset", "preset virtbd-tcp.socket", "W inet-enabled"},
	{"%preun", "virtbd-tcp.socket", "", "W not-disabled"},
	{"%preun", "virtad.socket", "", "E not-disabled E not-disabled"},
	{"%preun", "disable", "disable --now", ""},
	{"%post", "\n", "\nsystemctl try-restart virtad.socket\n",
	 "E socket-restart"},
	{"%post", "\n", "\nsystemctl try-restart virtad.service\n", ""},
	{"%post", "\n", "\n%nosuch_macro\n", "E scriptlet-macro"},
	{"%post", "[ $1 -gt 1 ] ||", "", "W upgrade-enables"},
	{"%post", "[ $1 -gt 1 ] ||", "test -e /x ||", ""},
	{"%post", "virtbd.socket", "virtbd.socket virtcd.socket",
	 "E preset-missing"},
	{"%preun", "[ $1 -gt 0 ] ||", "", "E upgrade-disables"},
	{"%preun", "[ $1 -gt 0 ] ||", "test -e /x ||", "E upgrade-disables"},
	{"%preun", "disable", "mask virtad.socket; systemctl disable",
	 "E upgrade-disables W mask-left"},
	{"virtad.socket", "WantedBy=sockets.target\n", "", "E wanted-by"},
	{"virtbd-tcp.socket", "WantedBy=sockets.target\n", "", "W wanted-by"},
	{"virtad.socket", "sockets.target", "x.target", "W wanted-by"},
	{"virtad.socket", "SocketMode", "ListenStream=[::]:7\nSocketMode",
	 "E listen-port"},
	{"virtad.service", "[Service]", "[Unit]\nConditionHost=x\n[Service]",
	 "W condition-missing W condition-missing"},
};

/* TEXT with the edit of ROW if it is for NAME; for free(). */
static char *edit(const struct row *row, const char *name, const char *text)
{
	const char *at = strstr(text, row->old);
	char *edited = NULL;

	if (strcmp(row->name, name) != 0)
		return strdup(text);
	assert_non_null(at);
	assert_true(asprintf(&edited, "%.*s%s%s", (int)(at - text), text,
			     row->new, at + strlen(row->old)) >= 0);
	return edited;
}

static struct package *make(const struct row *row)
{
	struct package *p = package_new("p", PACKAGE_RPM);
	char *text;

	for (size_t i = 0; i < N_FILES; i++) {
		struct package_entry e = {.dir = files[i].dir,
					  .name = files[i].name,
					  .mode = S_IFREG | 0644,
					  .target = ""};

		text = edit(row, files[i].name, files[i].text);
		e.size = strlen(text);
		assert_true(package_add(p, &e, text, e.size));
		free(text);
	}
	text = edit(row, "%post", POST);
	package_add_script(p, "%post", PHASE_INSTALL, NULL, text, true);
	free(text);
	text = edit(row, "%preun", PREUN);
	package_add_script(p, "%preun", PHASE_REMOVE, "/bin/sh", text, true);
	free(text);
	assert_true(package_finish(p));
	return p;
}

static void read_catalog(struct catalog *catalog)
{
	struct unitfile *uf = unitfile_parse("catalog", catalog_text,
					     strlen(catalog_text), NULL);

	assert_true(catalog_add(catalog, uf));
}

/* What rules found, as in struct row; for free(). */
static char *show(const struct findings *findings)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	for (size_t i = 0; i < findings->n; i++)
		fprintf(out, "%s%c %s", i > 0 ? " " : "",
			findings->list[i].severity == SEVERITY_ERROR ? 'E'
								     : 'W',
			check_rule(findings->list[i].rule).name);
	fclose(out);
	return text;
}

static void rules(void **state)
{
	struct catalog catalog = {0};

	(void)state;
	read_catalog(&catalog);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct package *p = make(&rows[i]);
		struct check_set set = {
			.catalog = &catalog,
			.packages = &p,
			.n_packages = 1,
		};
		struct findings findings;
		char *found;

		rules_check(&set, &findings);
		found = show(&findings);
		if (strcmp(found, rows[i].found) != 0)
			print_message("%s: \"%s\" to \"%s\"\n", rows[i].name,
				      rows[i].old, rows[i].new);
		assert_string_equal(found, rows[i].found);
		free(found);
		findings_free(&findings);
		package_free(p);
	}
	catalog_free(&catalog);
	messages();
}

static void names(void **state)
{
	(void)state;
	for (int i = 0; i < check_rules(); i++) {
		assert_int_equal(strspn(check_rule(i).name,
					"abcdefghijklmnopqrstuvwxyz-"),
				 strlen(check_rule(i).name));
		for (int k = 0; k < i; k++)
			assert_string_not_equal(check_rule(i).name,
						check_rule(k).name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
