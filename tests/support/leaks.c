/* leaks.c - fontconfig and pango keep what they found for the life of the process; LeakSanitizer asks each test for it by name. */
const char *__lsan_default_suppressions(void);

__attribute__((visibility("default"))) const char *
__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\nleak:libpango\nleak:libcairo\n";
}
