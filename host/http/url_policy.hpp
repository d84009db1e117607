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
  // `storage_hosts` are named alike: only what carries no credential goes there.
  UrlPolicy(std::string_view base, std::vector<std::string> allowed_hosts,
            std::vector<std::string> storage_hosts = {});

  // The absolute URL for `target`: a path with its query ("/persons?limit=1") below the base, or an absolute
  // URL, which must lie on the base's own origin or, with https and the usual port, on an allowed host; of a
  // request without credential on a storage host.
  // Error: invalid_params for what is no proper URL, forbidden for a foreign place.
  enum class Credential { carried, none };
  Result<std::string> resolve(std::string_view target, Credential credential = Credential::carried) const;

 private:
  Result<std::string> below_base(std::string_view target) const;
  Result<std::string> elsewhere(std::string_view target, std::vector<std::string> const& hosts) const;

  std::string base_;    // without the slash at the end
  std::string origin_;  // scheme://host:port
  std::vector<std::string> allowed_hosts_;
  std::vector<std::string> storage_hosts_;
  Error refusal_;  // with an empty origin_: why the base is unfit
};

}  // namespace patchbay
