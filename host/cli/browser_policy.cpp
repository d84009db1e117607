#include "cli/browser_policy.hpp"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "base/json_read.hpp"
#include "platform/managed.hpp"

namespace patchbay {
namespace {

namespace json = boost::json;

// All documents as one; a later one wins.
json::object merged(Browser const& browser, Places const& places) {
  json::object all;
  for (auto const& place : browser.policies) {
    for (auto const& document : platform::browser_policies(place, places.root)) {
      boost::system::error_code error;
      auto const value = json::parse(document.text, error);
      if (error || !value.is_object()) continue;                       // the browser passes over it as well
      auto const* inner = value.get_object().if_contains("policies");  // as Firefox has it
      auto const& members = inner && inner->is_object() ? inner->get_object() : value.get_object();
      for (auto const& member : members) all[member.key()] = member.value();
    }
  }
  return all;
}

bool lists(json::object const& policies, std::string_view name, std::string const& entry) {
  auto const entries = texts_in(policies, name);
  return std::any_of(entries.begin(), entries.end(), [&](std::string const& one) {
    return one == entry || one.starts_with(entry + ";");  // a forced extension stands there with its address
  });
}

// "blocked" of ExtensionSettings for this id, or for all where nothing is said of it.
bool settings_block(json::object const& policies, std::string const& id) {
  auto const settings = object_in(policies, "ExtensionSettings");
  auto const own = object_in(settings, id);
  auto const& counts = own.empty() ? object_in(settings, "*") : own;
  return text_in(counts, "installation_mode") == "blocked";
}

bool may_be_installed(json::object const& policies, std::string const& id) {
  if (settings_block(policies, id)) return false;
  bool const named = lists(policies, "ExtensionInstallAllowlist", id) ||
                     lists(policies, "ExtensionInstallForcelist", id) ||
                     !object_in(object_in(policies, "ExtensionSettings"), id).empty();
  return named || !(lists(policies, "ExtensionInstallBlocklist", "*") ||
                    lists(policies, "ExtensionInstallBlocklist", id));
}

// Whether this id, or all where nothing is said of it, may have the permission that talking to a host takes.
bool may_have_hosts(json::object const& policies, std::string const& id) {
  auto const settings = object_in(policies, "ExtensionSettings");
  auto const own = object_in(settings, id);
  auto const& counts = own.contains("blocked_permissions") ? own : object_in(settings, "*");
  return lists(own, "allowed_permissions", "nativeMessaging") ||
         !lists(counts, "blocked_permissions", "nativeMessaging");
}

bool host_may_run(json::object const& policies, std::string const& host) {
  return lists(policies, "NativeMessagingAllowlist", host) ||
         !(lists(policies, "NativeMessagingBlocklist", "*") ||
           lists(policies, "NativeMessagingBlocklist", host));
}

}  // namespace

BrowserPolicy policy_of(Browser const& browser, Places const& places, AllowedExtensions const& allowed) {
  auto const policies = merged(browser, places);
  auto const host = browser.user_manifest.stem().string();
  BrowserPolicy result;
  auto const* user_level = policies.if_contains("NativeMessagingUserLevelHosts");
  result.hides_user_hosts = user_level && user_level->is_bool() && !user_level->get_bool();
  if (!host_may_run(policies, host))
    result.problems.push_back("The organisation's policy forbids the host (NativeMessagingBlocklist). Add " +
                              host + " to NativeMessagingAllowlist.");
  auto const& ids = browser.family == BrowserFamily::firefox ? allowed.firefox : allowed.chromium;
  bool const some = std::any_of(ids.begin(), ids.end(),
                                [&](std::string const& id) { return may_be_installed(policies, id); });
  if (!some && !ids.empty())
    result.problems.push_back("The organisation's policy forbids the extension " + ids.front() +
                              ". Allow it in ExtensionSettings or ExtensionInstallAllowlist.");
  bool const talks = std::any_of(ids.begin(), ids.end(),
                                 [&](std::string const& id) { return may_have_hosts(policies, id); });
  if (!talks && !ids.empty())
    result.problems.push_back(
        "The organisation's policy takes the permission nativeMessaging from the extension " + ids.front() +
        ". Leave it out of blocked_permissions, or add it to allowed_permissions.");
  return result;
}

}  // namespace patchbay
