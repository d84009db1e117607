// Where the requests of one connection may go: to its base URL, and to the hosts that the manifest allows.
// Immutable, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace patchbay {

// Whether `host`, in small letters, is one of the names, or below one of the suffixes, of UrlPolicy.
bool is_allowed_host(std::string_view host, std::vector<std::string> const& allowed_hosts);

// Whether the credential that `home` gave out may be taken to `place`, which the CRM itself named (both are
// URLs): to home's own origin, with https and the usual port to an allowed host, and from one address of this
// very machine to another.
bool may_follow(std::string_view home, std::string_view place, std::vector<std::string> const& allowed_hosts);

class UrlPolicy {
 public:
  // `base` is https, or http to a literal loopback address (127.0.0.1, [::1]); it may have a path, which
  // targets are put behind. `allowed_hosts` are names ("api.example.com") and suffixes ("*.example.com":
  // every name below example.com, not itself). An unfit base is reported by every resolve().
  UrlPolicy(std::string_view base, std::vector<std::string> allowed_hosts);

  // The absolute URL for `target`: a path with its query ("/persons?limit=1") below the base, or an absolute
  // URL, which must lie on the base's own origin or, with https and the usual port, on an allowed host.
  // Error: invalid_params for what is no proper URL, forbidden for a foreign place.
  Result<std::string> resolve(std::string_view target) const;

 private:
  Result<std::string> below_base(std::string_view target) const;
  Result<std::string> elsewhere(std::string_view target) const;

  std::string base_;    // without the slash at the end
  std::string origin_;  // scheme://host:port
  std::vector<std::string> allowed_hosts_;
  Error refusal_;  // with an empty origin_: why the base is unfit
};

}  // namespace patchbay
