#include "cli/doctor.hpp"

#include <algorithm>
#include <map>
#include <system_error>

#include "cli/browser_policy.hpp"
#include "cli/extension_versions.hpp"
#include "cli/inspect.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// With this, a service of the desktop starts hosts for browsers that are shut off from the machine.
constexpr char const* messaging_proxy =
    "usr/share/dbus-1/services/org.freedesktop.NativeMessagingProxy.service";

// What a person can do about a browser that is shut off from the machine, and cannot simply start a program.
std::string about_sandbox(Browser const& browser, std::string const& kind, BrowserState const& state,
                          Places const& places) {
  auto const name = browser.name + " as " + (kind == "snap" ? "Snap" : "Flatpak") + ": ";
  auto const finds =
      state.problems.empty() ? "There it finds " + state.manifest.string() : "But: " + state.problems.front();
  if (kind == "snap")
    return name +
           "it reaches the host only through the desktop's portal, which Ubuntu has, and which asks once. "
           "After a mistaken no: flatpak permission-set webextensions " +
           browser.user_manifest.stem().string() + " snap." +
           fs::path(browser.sandboxes.at(kind)).filename().string() + " yes. " + finds;
  auto const other = "install the browser as a package of the distribution or of its vendor.";
  if (browser.family != BrowserFamily::firefox)
    return name +
           "it is shut off from the programs of this machine, so Patchbay does not work in it: " + other;
  std::error_code unreadable;
  if (fs::exists(places.root / messaging_proxy, unreadable))
    return name +
           "from version 157 on it reaches the host through xdg-native-messaging-proxy, which is "
           "installed. " +
           finds + ". An older one: " + other;
  return name +
         "it is shut off from the programs of this machine, unless it is version 157 or later and "
         "xdg-native-messaging-proxy is installed, which it is not. Install that, or " +
         other;
}

// A browser as this user and this machine have it.
struct Seen {
  Browser browser;
  bool used;
  std::vector<std::string> sandboxes;
  BrowserPolicy policy;
  BrowserState state;
};

std::vector<Seen> look_at_browsers(DoctorInput const& input) {
  std::vector<Seen> all;
  for (auto& browser : browsers(input.places)) {
    auto policy = policy_of(browser, input.places, input.allowed);
    auto state = inspect(browser, input.executable, input.allowed, policy);
    bool const used = is_used(browser);
    auto sandboxes = sandboxes_of(browser);
    all.push_back({std::move(browser), used, std::move(sandboxes), std::move(policy), std::move(state)});
  }
  return all;
}

void report_used(Seen const& seen, ReportSection& section) {
  auto const& [browser, used, sandboxes, policy, state] = seen;
  if (state.problems.empty()) section.good(browser.name + ": " + state.manifest.string());
  for (auto const& problem : state.problems) section.wrong(browser.name + ": " + problem);
  for (auto const& problem : policy.problems) section.wrong(browser.name + ": " + problem);
  for (auto const& more : state.notes) section.note(browser.name + ": " + more);
  if (state.problems.empty() || !state.hides_machine_wide) return;
  section.note(browser.name + ": " + state.manifest.string() + " hides the manifest for the whole machine. " +
               "Run patchbay-host --unregister to use that one.");
}

// What would be, had it been started: an administrator sees that the machine is right before anybody comes.
void report_unused(Seen const& seen, ReportSection& section) {
  auto const name = seen.browser.name + ": not used by this user";
  if (seen.state.manifest.empty()) return section.note(name + ".");
  section.note(name + "; it would find " + seen.state.manifest.string() +
               (seen.state.problems.empty() ? "." : ", but: " + seen.state.problems.front()));
}

ReportSection browsers_section(std::vector<Seen> const& all, DoctorInput const& input) {
  ReportSection section{"browsers", "Browsers"};
  for (auto const& seen : all) {
    for (auto const& kind : seen.sandboxes)
      section.note(about_sandbox(seen.browser, kind, seen.state, input.places));
    if (seen.used)
      report_used(seen, section);
    else if (seen.sandboxes.empty())
      report_unused(seen, section);
  }
  bool const used = std::any_of(all.begin(), all.end(), [](Seen const& one) {
    return one.used || (one.state.problems.empty() && can_start_hosts(one.browser));
  });
  bool const sandboxed =
      std::any_of(all.begin(), all.end(), [](Seen const& one) { return !one.sandboxes.empty(); });
  bool const ready =
      std::any_of(all.begin(), all.end(), [](Seen const& one) { return one.state.problems.empty(); });
  auto const where = " under " + input.places.home.string() + ".";
  if (!used && ready && !sandboxed)
    section.note("No browser has been started" + where + " Those named above will find the host.");
  else if (!used)
    section.wrong("No browser that can start the host was found" + where);
  return section;
}

json::array browsers_json(std::vector<Seen> const& all) {
  json::array rows;
  for (auto const& [browser, used, sandboxes, policy, state] : all) {
    json::array places;
    for (auto const& place : looked_at(browser))
      places.push_back(json::object{{"path", place.manifest.string()},
                                    {"for", place.for_everybody ? "machine" : "user"},
                                    {"there", place.there}});
    json::object row{{"id", browser.id},
                     {"name", browser.name},
                     {"used", used},
                     {"sound", state.problems.empty() && policy.problems.empty()},
                     {"places", std::move(places)},
                     {"sandboxes", json::array(sandboxes.begin(), sandboxes.end())}};
    if (!state.manifest.empty()) row["sees"] = state.manifest.string();
    rows.push_back(std::move(row));
  }
  return rows;
}

ReportSection extensions_section(DoctorInput const& input) {
  ReportSection section{"extension", "Extension"};
  for (auto const& browser : browsers(input.places)) {
    for (auto const& found : installed_extensions(browser, input.allowed)) {
      auto const what = browser.name + ": version " + found.version + " in " + found.profile.string();
      auto const skew = version_skew(found.version, input.version);
      if (skew.empty())
        section.good(what);
      else
        section.wrong(what + ". " + skew);
    }
  }
  if (section.findings.empty())
    section.note("It was found in no profile. One that was loaded from a folder is not seen here.");
  return section;
}

ReportSection adapters_section(DoctorInput const& input) {
  ReportSection section{"adapters", "Adapters"};
  for (auto const& adapter : input.adapters) {
    auto const name = adapter.name + " " + adapter.version;
    if (!adapter.allowed) {
      section.note(name + ": switched off by the configuration.");
      continue;
    }
    section.good(name + ": " + adapter.path.string());
    if (!adapter.app.empty()) section.note(adapter.name + ", sign-in by browser: " + adapter.app);
  }
  if (!input.adapters.empty())
    section.good("Nobody but an administrator and this user can change them or the folders above them.");
  for (auto const& refused : input.refused)
    section.wrong(refused.path.string() + " was refused. " + refused.reason);
  bool const any = std::any_of(input.adapters.begin(), input.adapters.end(),
                               [](DoctorInput::Adapter const& one) { return one.allowed; });
  if (!any)
    section.wrong(input.adapters.empty()
                      ? "There is no adapter, so no CRM can be reached."
                      : "The configuration switches off all adapters, so no CRM can be reached.");
  return section;
}

ReportSection part_section(std::string id, std::string title, DoctorInput::Part const& part) {
  ReportSection section{std::move(id), std::move(title)};
  if (part.problem.empty())
    section.good(part.place);
  else
    section.wrong(part.place.empty() ? part.problem : part.place + ": " + part.problem);
  for (auto const& fact : part.facts) section.good(fact);
  if (!part.warning.empty()) section.note(part.warning);
  return section;
}

ReportSection settings_section(DoctorInput const& input) {
  ReportSection section{"settings", "Settings"};
  for (auto const& line : input.settings) section.good(line);
  if (input.settings.empty() && input.configuration.problem.empty())
    section.good("Nothing is set: the defaults hold.");
  if (input.settings.empty() && !input.configuration.problem.empty())
    section.note("What is set shows when the configuration is right.");
  return section;
}

}  // namespace

Report examine(DoctorInput const& input) {
  auto const seen = look_at_browsers(input);
  return {
      input.version,
      input.executable.string(),
      {browsers_section(seen, input), extensions_section(input), adapters_section(input),
       part_section("configuration", "Configuration", input.configuration), settings_section(input),
       part_section("database", "Database", input.database),
       part_section("directory", "Contact directory", input.directory),
       part_section("keyring", "Keyring", input.keyring), ReportSection{"network", "Network", input.network}},
      browsers_json(seen)};
}

}  // namespace patchbay
