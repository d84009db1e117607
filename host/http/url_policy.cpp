#include "http/url_policy.hpp"

#include <optional>

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace patchbay {
namespace {

namespace urls = boost::urls;

std::string lower(std::string_view text) {
  return boost::algorithm::to_lower_copy(std::string(text), std::locale::classic());
}

std::string host_of(urls::url_view const& url) { return lower(std::string(url.encoded_host())); }

std::string port_of(urls::url_view const& url) {
  if (url.has_port() && !url.port().empty()) return std::string(url.port());
  return url.scheme_id() == urls::scheme::https ? "443" : "80";
}

std::string origin_of(urls::url_view const& url) {
  return lower(std::string(url.scheme())) + "://" + host_of(url) + ":" + port_of(url);
}

bool loopback_literal(urls::url_view const& url) {
  if (url.host_type() == urls::host_type::ipv4) return url.host_ipv4_address().is_loopback();
  if (url.host_type() == urls::host_type::ipv6) return url.host_ipv6_address().is_loopback();
  return false;
}

// "/persons/../users": an id of ".." passes percent-encoding untouched, and would reach another resource.
bool climbs(urls::url_view const& url) {
  for (auto const encoded : url.encoded_segments()) {
    auto const segment =
        boost::algorithm::replace_all_copy(lower(std::string(encoded.data(), encoded.size())), "%2e", ".");
    if (segment == "." || segment == "..") return true;
  }
  return false;
}

// Parsed strictly by RFC 3986: no space, no backslash, no control character, nothing beyond ASCII.
std::optional<urls::url_view> proper_url(std::string_view text) {
  auto const parsed = urls::parse_uri(urls::string_view(text.data(), text.size()));
  if (!parsed || parsed->has_userinfo() || parsed->has_fragment() || climbs(*parsed)) return std::nullopt;
  auto const host = parsed->encoded_host();
  if (host.empty() || host.find('%') != host.npos) return std::nullopt;
  return *parsed;
}

Error improper() {
  return fail(ErrorCode::invalid_params, "The adapter asked for an address that is not a proper URL.");
}

bool web(urls::url_view const& url) {
  return url.scheme_id() == urls::scheme::https || url.scheme_id() == urls::scheme::http;
}

}  // namespace

bool is_allowed_host(std::string_view host, std::vector<std::string> const& allowed_hosts) {
  for (std::string_view const allowed : allowed_hosts) {
    if (host == allowed) return true;
    // The dot belongs to what must match, so that "notexample.com" does not pass for "*.example.com".
    if (allowed.starts_with("*.") && host.size() > allowed.size() - 1 && host.ends_with(allowed.substr(1)))
      return true;
  }
  return false;
}

bool may_follow(std::string_view home, std::string_view place,
                std::vector<std::string> const& allowed_hosts) {
  auto const from = proper_url(home), to = proper_url(place);
  if (!from || !to || !web(*from) || !web(*to)) return false;
  if (loopback_literal(*from) && loopback_literal(*to)) return true;
  return UrlPolicy(origin_of(*from), allowed_hosts).resolve(place).has_value();
}

UrlPolicy::UrlPolicy(std::string_view base, std::vector<std::string> allowed_hosts,
                     std::vector<std::string> storage_hosts)
    : base_(base), allowed_hosts_(std::move(allowed_hosts)), storage_hosts_(std::move(storage_hosts)) {
  while (!base_.empty() && base_.back() == '/') base_.pop_back();
  for (auto* hosts : {&allowed_hosts_, &storage_hosts_})
    for (auto& host : *hosts) host = lower(host);
  auto const url = proper_url(base_);
  if (!url || url->has_query()) {
    refusal_ = fail(ErrorCode::invalid_params, "The address of the CRM is not a proper URL.");
  } else if (url->scheme_id() == urls::scheme::https ||
             (url->scheme_id() == urls::scheme::http && loopback_literal(*url))) {
    origin_ = origin_of(*url);
  } else {
    refusal_ = fail(ErrorCode::forbidden,
                    "The address of the CRM must begin with https; http is for 127.0.0.1 and [::1] only.");
  }
}

Result<std::string> UrlPolicy::resolve(std::string_view target, Credential credential) const {
  if (origin_.empty()) return refusal_;
  if (target.starts_with('/')) return below_base(target);
  return elsewhere(target, credential == Credential::carried ? allowed_hosts_ : storage_hosts_);
}

Result<std::string> UrlPolicy::below_base(std::string_view target) const {
  // "//host/path" would mean another host to many readers.
  if (target.starts_with("//")) return improper();
  auto whole = base_ + std::string(target);
  if (!proper_url(whole)) return improper();
  return whole;
}

Result<std::string> UrlPolicy::elsewhere(std::string_view target,
                                         std::vector<std::string> const& hosts) const {
  auto const url = proper_url(target);
  if (!url) return improper();
  bool const own = origin_of(*url) == origin_;
  bool const allowed = url->scheme_id() == urls::scheme::https && port_of(*url) == "443" &&
                       is_allowed_host(host_of(*url), hosts);
  if (!own && !allowed)
    return fail(ErrorCode::forbidden, "The adapter may not send requests to " + origin_of(*url) + ".");
  return std::string(target);
}

}  // namespace patchbay
