/* What is right about every animal of the zoo; each source file does one thing wrong. An animal offers
 * user.get and nothing else. */
#ifndef PATCHBAY_ZOO_ANIMAL_H
#define PATCHBAY_ZOO_ANIMAL_H

#include "abi/patchbay_adapter.h"

#define TEXT(literal) (patchbay_text{literal, sizeof(literal) - 1})
#ifndef __cplusplus
#undef TEXT
#define TEXT(literal) ((patchbay_text){literal, sizeof(literal) - 1})
#endif

#define MANIFEST_WITH(id, more)                                                                       \
  "{\"id\":\"" id                                                                                     \
  "\",\"name\":\"Zoo\",\"version\":\"1\",\"contact_types\":[{\"id\":\"p\",\"name\":\"P\"}],"          \
  "\"auth\":{\"api_key\":{\"header\":\"X-Key\",\"fields\":[{\"id\":\"apiKey\",\"label\":\"Key\"}]}}," \
  "\"base_url\":{\"api_key\":\"https://crm.example\"}" more "}"
#define MANIFEST(id) MANIFEST_WITH(id, "")

#define GOOD_USER TEXT("{\"id\":\"7\",\"name\":\"Zoe\"}")

static const patchbay_host* host;

static inline void do_nothing(patchbay_adapter* adapter) { (void)adapter; }

/* ANIMAL("id"): the entry of a library whose operation is called `call`. */
#define CREATE_WITH(call_function)                              \
  static patchbay_adapter adapter;                              \
  static patchbay_adapter* create(const patchbay_host* given) { \
    host = given;                                               \
    adapter.struct_size = sizeof adapter;                       \
    adapter.call = call_function;                               \
    adapter.destroy = do_nothing;                               \
    return &adapter;                                            \
  }
#define OPERATIONS static const char* const operations[] = {"user.get", NULL};
#define ENTRY(manifest)                                                                                   \
  const patchbay_adapter_entry patchbay_adapter_v1 = {sizeof(patchbay_adapter_entry), PATCHBAY_ABI_MINOR, \
                                                      manifest, operations, create};
#define ANIMAL(id) CREATE_WITH(call) OPERATIONS ENTRY(MANIFEST(id))

#define UNUSED_PARAMETERS (void)self, (void)in_flight, (void)operation, (void)params
#define CALL_PARAMETERS \
  const patchbay_adapter *self, patchbay_call *in_flight, patchbay_text operation, patchbay_text params

#endif
