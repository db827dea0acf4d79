# Benchmarks: the helper against what packages do without it.
#
# Targets:
#   bench   print a table of ratios, measured in one run
#
# Variables:
#   BENCH_DIRS   where files are written, each in turn; default: the build
#                directory, and memory, where /dev/shm can be written to

BENCH_DIRS ?= $(B)/bench $(shell [ ! -w /dev/shm ] || \
	echo /dev/shm/virtd-socket-bench.$$$$)

bench: all $(B)/bench-writer
	python3 tests/bench/bench.py $(B) $(BENCH_DIRS)

$(B)/bench-writer: tests/bench/writer.c Makefile
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $<

.PHONY: bench
