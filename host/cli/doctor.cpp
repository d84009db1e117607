#include "cli/doctor.hpp"

#include <ostream>
#include <string_view>

#include "cli/inspect.hpp"

namespace patchbay {
namespace {

// Lines below headings, and how many of them were bad.
class Report {
 public:
  explicit Report(std::ostream& out) : out_(out) {}
  void heading(std::string_view title) { out_ << "\n" << title << "\n"; }
  void good(std::string_view line) { out_ << "  ok     " << line << "\n"; }
  void note(std::string_view line) { out_ << "  note   " << line << "\n"; }
  void wrong(std::string_view line) {
    out_ << "  WRONG  " << line << "\n";
    ++wrong_;
  }
  int wrong_count() const { return wrong_; }

 private:
  std::ostream& out_;
  int wrong_ = 0;
};

void report_browsers(DoctorInput const& input, Report& report) {
  report.heading("Browsers");
  int used = 0;
  for (auto const& browser : browsers(input.places)) {
    auto const state = inspect(browser, input.executable, input.allowed);
    if (!is_used(browser)) {
      report.note(browser.name + ": not used by this user.");
      continue;
    }
    ++used;
    if (state.problems.empty()) report.good(browser.name + ": " + state.manifest.string());
    for (auto const& problem : state.problems) report.wrong(browser.name + ": " + problem);
    if (state.problems.empty() || !state.hides_machine_wide) continue;
    report.note(browser.name + ": " + state.manifest.string() +
                " hides the manifest for the whole machine. " +
                "Run patchbay-host --unregister to use that one.");
  }
  if (used == 0) report.wrong("No browser was found under " + input.places.home.string() + ".");
}

void report_adapters(DoctorInput const& input, Report& report) {
  report.heading("Adapters");
  for (auto const& adapter : input.adapters) {
    report.good(adapter.name + " " + adapter.version + ": " + adapter.path.string());
    if (!adapter.app.empty()) report.note(adapter.name + ", sign-in by browser: " + adapter.app);
  }
  for (auto const& refused : input.refused)
    report.wrong(refused.path.string() + " was refused. " + refused.reason);
  if (input.adapters.empty()) report.wrong("There is no adapter, so no CRM can be reached.");
}

void report_part(std::string_view title, DoctorInput::Part const& part, Report& report) {
  report.heading(title);
  if (part.problem.empty()) {
    report.good(part.place);
  } else {
    report.wrong(part.place.empty() ? part.problem : part.place + ": " + part.problem);
  }
  if (!part.warning.empty()) report.note(part.warning);
}

}  // namespace

int doctor(DoctorInput const& input, std::ostream& out) {
  out << "Patchbay host " << input.version << ", " << input.executable.string() << "\n";
  Report report(out);
  report_browsers(input, report);
  report_adapters(input, report);
  report_part("Configuration", input.configuration, report);
  report_part("Database", input.database, report);
  report_part("Keyring", input.keyring, report);
  auto const count = report.wrong_count();
  if (count == 0) {
    out << "\nAll is well.\n";
  } else {
    out << "\n" << count << (count == 1 ? " thing is" : " things are") << " wrong.\n";
  }
  return count == 0 ? 0 : 1;
}

}  // namespace patchbay
