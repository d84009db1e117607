// A configuration profile's settings lie as property lists below /Library/Managed Preferences, which only the
// system writes: one for the machine, one for each user. They are read whole, and not asked for by their
// names as CFPreferences would have it, so that a name that nobody knows is refused rather than passed over.
#include "platform/managed_apple.hpp"

#include <fstream>
#include <iterator>
#include <optional>

#include <pwd.h>
#include <unistd.h>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/cf_apple.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr char const* own_domain = "io.patchbay.host";
constexpr char const* own_file = "Library/Application Support/Patchbay/policy.json";

std::optional<std::string> text_in(fs::path const& file) {
  std::error_code ignored;  // a file that cannot be looked at cannot be read either
  std::ifstream stream(file, std::ios::binary);
  if (!fs::is_regular_file(file, ignored) || !stream) return std::nullopt;
  std::string text(std::istreambuf_iterator<char>(stream), {});
  if (stream.bad()) return std::nullopt;
  return text;
}

// What the system adds for itself when a profile is installed by hand, or sent in the older form.
bool is_the_systems(std::string_view name) { return name.starts_with('_') || name.starts_with("Payload"); }

std::optional<std::string> property_list_in(fs::path const& file) {
  auto const bytes = text_in(file);
  if (!bytes) return std::nullopt;
  Owned<CFPropertyListRef> const list(
      CFPropertyListCreateWithData(nullptr, cf_data(*bytes).get(), 0, nullptr, nullptr));
  if (!list || CFGetTypeID(list.get()) != CFDictionaryGetTypeID()) return std::nullopt;
  json::object settings;
  auto const all = json_of(list.get());
  for (auto const& member : all.get_object())
    if (!is_the_systems(member.key())) settings[member.key()] = member.value();
  return json::serialize(settings);
}

std::vector<fs::path> preferences(std::string const& domain, fs::path const& root) {
  auto const folder = root / "Library/Managed Preferences";
  auto const file = domain + ".plist";
  std::vector<fs::path> places{folder / file};
  if (passwd const* const user = getpwuid(getuid())) places.push_back(folder / user->pw_name / file);
  return places;
}

bool is_there(fs::path const& file) {
  std::error_code problem;
  return fs::status(file, problem).type() != fs::file_type::not_found;
}

Error unreadable(fs::path const& file) {
  // Going on without it would let everybody do what the organisation forbids.
  return fail(ErrorCode::invalid_params, "The organisation's policy " + file.string() +
                                             " cannot be read. An administrator can mend that.");
}

}  // namespace

Result<std::vector<ManagedDocument>> policy_documents_below(fs::path const& root) {
  std::vector<ManagedDocument> documents;
  if (auto const file = root / own_file; is_there(file)) {
    auto text = text_in(file);
    if (!text) return unreadable(file);
    documents.push_back({file.string(), std::move(*text)});
  }
  for (auto const& file : preferences(own_domain, root)) {
    if (!is_there(file)) continue;
    auto text = property_list_in(file);
    if (!text) return unreadable(file);
    documents.push_back({file.string(), std::move(*text)});
  }
  return documents;
}

Result<std::vector<ManagedDocument>> policy_documents() { return policy_documents_below("/"); }

std::vector<ManagedDocument> browser_policies(std::string const& place, fs::path const& root) {
  std::vector<ManagedDocument> documents;
  for (auto const& file : preferences(place, root))
    if (auto text = property_list_in(file)) documents.push_back({file.string(), std::move(*text)});
  return documents;
}

}  // namespace patchbay::platform
