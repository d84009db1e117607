// Who issued a certificate that was not trusted: curl does not say. Used on the curl thread only.
#pragma once

#include <memory>
#include <string>

#include <curl/curl.h>

namespace patchbay {

struct Distrust {
  std::string reason;            // "self-signed certificate"; empty: nothing was found wrong
  std::string issuer;            // "Example Proxy CA"
  std::string valid_from = {};   // "2026-11-21", where its time has not come yet
  std::string valid_until = {};  // where it is over
  std::string today = {};        // as this machine's clock has it, beside one of these
};

// From now on `handle` writes into `*distrust` why it does not trust a server. What is trusted does not
// change. REQUIRES: `distrust` itself stays where it is as long as the handle is used.
void note_distrust(CURL* handle, std::shared_ptr<Distrust>& distrust);

}  // namespace patchbay
