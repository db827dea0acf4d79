/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the fuzz targets share. */
#include <string.h>
#include <sys/stat.h>

#include <rpm/rpmlog.h>
#include <rpm/rpmutil.h>

#include "fuzz.h"
#include "graph/dot.h"
#include "index/index.h"
#include "report/report.h"

static const char catalog_text[] =
	"[libvirtd]\nName=legacy\nSockPrefix=libvirt\n"
	"Sockets=main ro admin tcp tls\nSocketMode=0666\n"
	"[virtqemud]\nName=QEMU\nSocketMode=0666\n"
	"[virtlogd]\nName=logging\nSockets=main admin\nUpgrade=reload\n";

FILE *fuzz_null(void)
{
	static FILE *null;

	if (null == NULL) {
		null = fopen("/dev/null", "w");
		REQUIRE(null != NULL);
	}
	return null;
}

void fuzz_begin(void)
{
	rpmlogSetFile(fuzz_null());
	rpmlogClose();
}

const struct catalog *fuzz_catalog(void)
{
	static struct catalog catalog;

	if (catalog.n == 0) {
		struct unitfile *uf = unitfile_parse(
			"catalog", catalog_text, strlen(catalog_text), NULL);

		REQUIRE(uf != NULL && catalog_add(&catalog, uf));
	}
	return &catalog;
}

char *fuzz_cut(const uint8_t *data, size_t size, struct piece *pieces, size_t n)
{
	char *copy = rmalloc(size + 1);
	char *p = copy, *end = copy + size;

	if (size > 0)
		memcpy(copy, data, size);
	*end = '\0';
	for (size_t i = 0; i < n; i++) {
		pieces[i] = (struct piece){p, strlen(p)};
		p += pieces[i].size;
		p += p < end;
	}
	return copy;
}

bool fuzz_add(struct package *package, const char *dir, const char *name,
	      const char *data, size_t size)
{
	const struct package_entry entry = {
		.dir = dir,
		.name = name,
		.mode = S_IFREG | 0644,
		.size = size,
		.target = "",
	};

	return place_of(dir, name) == PLACE_NONE ||
	       package_add(package, &entry, data, size);
}

static void check_findings(const struct findings *findings,
			   const struct package *package)
{
	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *f = &findings->list[i];

		REQUIRE(f->package == package && *f->text != '\0');
		REQUIRE(f->rule >= 0 && f->rule < check_rules());
	}
}

static void draw(struct package *package)
{
	struct unit_index index;
	struct graph graph;

	index_open(&index, fuzz_catalog(), NULL, &package, 1);
	graph_make(&graph, &index);
	graph_dot(&graph, fuzz_null());
	graph_free(&graph);
	index_free(&index);
}

void fuzz_check(struct package *package)
{
	struct findings findings = {0};
	const struct check_set set = {
		.catalog = fuzz_catalog(),
		.packages = &package,
		.n_packages = 1,
		.old = &package,
		.n_old = 1,
	};
	const struct report report = {.set = &set, .findings = &findings};

	if (!package_finish(package))
		return;
	rules_check(&set, &findings);
	check_findings(&findings, package);
	report_text(&report, fuzz_null());
	report_json(&report, fuzz_null());
	/* it has all rules, whatever the package: that takes most of the time
	 */
	if (findings.n % 16 == 1)
		report_sarif(&report, fuzz_null());
	findings_free(&findings);
	draw(package);
}
