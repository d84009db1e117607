/* A library, but no adapter: nothing is exported. */
int patchbay_zoo_no_symbol(void);
__attribute__((visibility("hidden"))) int patchbay_zoo_no_symbol(void) { return 1; }
