/* Built for the next major version of the ABI, whose symbol has another name. */
__attribute__((visibility("default"))) extern const int patchbay_adapter_v2;
const int patchbay_adapter_v2 = 2;
