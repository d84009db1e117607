#include "cli/report.hpp"

#include <algorithm>
#include <ostream>
#include <string_view>

#include <boost/json/array.hpp>

namespace patchbay {
namespace {

namespace json = boost::json;

struct Words {
  std::string_view label;  // in the text, padded
  std::string_view name;   // in JSON
};

Words words_of(Finding::Level level) {
  switch (level) {
    case Finding::Level::good: return {"  ok     ", "ok"};
    case Finding::Level::note: return {"  note   ", "note"};
    case Finding::Level::wrong: return {"  WRONG  ", "wrong"};
  }
  return {};
}

}  // namespace

int Report::wrong_count() const {
  auto const is_wrong = [](Finding const& one) { return one.level == Finding::Level::wrong; };
  int count = 0;
  for (auto const& section : sections)
    count += static_cast<int>(std::count_if(section.findings.begin(), section.findings.end(), is_wrong));
  return count;
}

void print(Report const& report, std::ostream& out) {
  out << "Patchbay host " << report.version << ", " << report.executable << "\n";
  for (auto const& section : report.sections) {
    out << "\n" << section.title << "\n";
    for (auto const& finding : section.findings) out << words_of(finding.level).label << finding.text << "\n";
  }
  auto const count = report.wrong_count();
  if (count == 0)
    out << "\nAll is well.\n";
  else
    out << "\n" << count << (count == 1 ? " thing is" : " things are") << " wrong.\n";
}

json::object to_json(Report const& report) {
  json::array sections;
  for (auto const& section : report.sections) {
    json::array findings;
    for (auto const& finding : section.findings)
      findings.push_back(json::object{{"level", words_of(finding.level).name}, {"text", finding.text}});
    sections.push_back(
        json::object{{"id", section.id}, {"title", section.title}, {"findings", std::move(findings)}});
  }
  auto const count = report.wrong_count();
  return {{"version", report.version},
          {"executable", report.executable},
          {"well", count == 0},
          {"wrong", count},
          {"sections", std::move(sections)},
          {"browsers", report.browsers}};
}

}  // namespace patchbay
