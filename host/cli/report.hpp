// What the doctor found, and how it is written: for a person, and for programs that look after many machines.
// Plain values; any thread.
#pragma once

#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace patchbay {

struct Finding {
  enum class Level { good, note, wrong };
  Level level;
  std::string text;  // a line
};

struct ReportSection {
  std::string id;     // for programs; never renamed
  std::string title;  // for people
  std::vector<Finding> findings = {};

  void good(std::string text) { findings.push_back({Finding::Level::good, std::move(text)}); }
  void note(std::string text) { findings.push_back({Finding::Level::note, std::move(text)}); }
  void wrong(std::string text) { findings.push_back({Finding::Level::wrong, std::move(text)}); }
};

struct Report {
  std::string version;     // of the host
  std::string executable;  // its path
  std::vector<ReportSection> sections;
  boost::json::array browsers = {};  // for programs: see to_json()

  int wrong_count() const;
};

void print(Report const& report, std::ostream& out);

// {version, executable, well, wrong, sections: [{id, title, findings: [{level: "ok"|"note"|"wrong", text}]}], browsers: [{id, name,
//  used, sees? (the manifest that it takes), sound (which would start this program), places: [{path, for: "user"|"machine", there}],
//  sandboxes: ["snap"|"flatpak"]}]}
boost::json::object to_json(Report const& report);

}  // namespace patchbay
