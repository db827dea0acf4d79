# Benchmarks: the helper against what packages do without it.
#
# Targets:
#   bench   print a table of ratios, measured in one run
#
# Variables:
#   BENCH_DIR   where files are written; default: the build directory

BENCH_DIR ?= $(B)/bench

bench: all $(B)/bench-writer
	python3 tests/bench/bench.py $(B) $(BENCH_DIR)

$(B)/bench-writer: tests/bench/writer.c Makefile
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $<

.PHONY: bench
