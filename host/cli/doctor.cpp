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

// What a person can do about a browser that is shut off from the machine, and cannot simply start a program.
std::string about_sandbox(Browser const& browser, std::string const& kind) {
  auto const name = browser.name + " as " + (kind == "snap" ? "Snap" : "Flatpak") + ": ";
  if (kind != "snap")
    return name +
           "it is shut off from the programs of this machine, so Patchbay does not work in it. Install the "
           "browser as a package of the distribution or of its vendor.";
  return name +
         "it reaches the host only through the desktop's portal, which Ubuntu has, and which asks once. "
         "After a "
         "mistaken no: flatpak permission-set webextensions " +
         browser.user_manifest.stem().string() + " snap." +
         fs::path(browser.sandboxes.at(kind)).filename().string() + " yes";
}

bool report_sandboxes(Browser const& browser, ReportSection& section) {
  bool found = false;
  for (auto const& [kind, folder] : browser.sandboxes) {
    std::error_code unreadable;  // then it is not this user's
    if (!fs::is_directory(folder, unreadable)) continue;
    section.note(about_sandbox(browser, kind));
    found = true;
  }
  return found;
}

void report_browser(Browser const& browser, DoctorInput const& input, ReportSection& section) {
  auto const policy = policy_of(browser, input.places, input.allowed);
  auto const state = inspect(browser, input.executable, input.allowed, policy);
  if (state.problems.empty()) section.good(browser.name + ": " + state.manifest.string());
  for (auto const& problem : state.problems) section.wrong(browser.name + ": " + problem);
  for (auto const& problem : policy.problems) section.wrong(browser.name + ": " + problem);
  if (state.problems.empty() || !state.hides_machine_wide) return;
  section.note(browser.name + ": " + state.manifest.string() + " hides the manifest for the whole machine. " +
               "Run patchbay-host --unregister to use that one.");
}

ReportSection browsers_section(DoctorInput const& input) {
  ReportSection section{"browsers", "Browsers"};
  int used = 0;
  for (auto const& browser : browsers(input.places)) {
    bool const sandboxed = report_sandboxes(browser, section);
    if (is_used(browser)) {
      ++used;
      report_browser(browser, input, section);
    } else if (!sandboxed) {
      section.note(browser.name + ": not used by this user.");
    }
  }
  if (used == 0)
    section.wrong("No browser that can start the host was found under " + input.places.home.string() + ".");
  return section;
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
  if (input.settings.empty()) section.good("Nothing is set: the defaults hold.");
  return section;
}

}  // namespace

Report examine(DoctorInput const& input) {
  return {input.version,
          input.executable.string(),
          {browsers_section(input), extensions_section(input), adapters_section(input),
           part_section("configuration", "Configuration", input.configuration), settings_section(input),
           part_section("database", "Database", input.database),
           part_section("directory", "Contact directory", input.directory),
           part_section("keyring", "Keyring", input.keyring),
           ReportSection{"network", "Network", input.network}}};
}

}  // namespace patchbay
