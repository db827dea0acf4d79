# Unit tests: one program per module, linked with the plugin's own objects less
# main.c and its verbs, and with a message.c that keeps what was said.
#
# Variables:
#   UNIT_RUN   a program to run them with, such as valgrind

unit_tests := $(patsubst tests/unit/test_%.c,$(B)/tests/unit/test_%,\
	$(sort $(wildcard tests/unit/test_*.c)))
unit_objects = $(B)/tests/unit/support.o $(filter-out $(B)/plugin/main.o \
	$(B)/plugin/base/message.o $(B)/plugin/verbs/%.o,$(objects))

# system calls that a test answers itself
$(B)/tests/unit/test_buildroot: unit_wrap = -Wl,--wrap=syscall,--wrap=mkdirat
$(B)/tests/unit/test_output: unit_wrap = -Wl,--wrap=renameat2,--wrap=unlinkat,--wrap=close

$(B)/tests/unit/%.o: tests/unit/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(unit_tests): %: %.o $(unit_objects)
	$(CC) $(CFLAGS) $(LDFLAGS) $(unit_wrap) -o $@ $^ \
		$(shell $(PKG_CONFIG) --libs cmocka) $(deps_libs)

-include $(unit_tests:=.d) $(B)/tests/unit/support.d

.PRECIOUS: $(B)/tests/unit/%.o

