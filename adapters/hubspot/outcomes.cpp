#include "outcomes.hpp"

#include <algorithm>
#include <cctype>

namespace patchbay::hubspot {
namespace {

constexpr char busy[] = "9d9162e7-6cf3-4944-bf63-4dff82258764";
constexpr char connected[] = "f240bbac-87c9-4f6e-bf70-924b57d47db7";
constexpr char left_message[] = "a4c4c377-d246-4b32-a13b-75a56a4cd0ff";
constexpr char left_voicemail[] = "b2cf5968-551e-4856-9783-52b3da59a7d0";
constexpr char no_answer[] = "73a0d17f-1163-4015-bdd5-ec830791da20";
constexpr char wrong_number[] = "17b47fee-58de-441e-a44c-c6300d46f273";

struct Meaning {
  std::string_view word;
  std::string_view status;
  std::string_view outcome;
};

// The first word that the result contains counts.
constexpr Meaning meanings[] = {{"voicemail", "COMPLETED", left_voicemail},
                                {"busy", "BUSY", busy},
                                {"wrong number", "FAILED", wrong_number},
                                {"no answer", "NO_ANSWER", no_answer},
                                {"missed", "NO_ANSWER", no_answer},
                                {"reject", "NO_ANSWER", no_answer},
                                {"declined", "NO_ANSWER", no_answer},
                                {"cancel", "CANCELED", ""},
                                {"hang up", "CANCELED", ""},
                                {"abandon", "CANCELED", ""},
                                {"fail", "FAILED", ""},
                                {"error", "FAILED", ""},
                                {"block", "FAILED", ""},
                                {"progress", "IN_PROGRESS", ""},
                                {"ringing", "RINGING", ""},
                                {"connected", "COMPLETED", connected},
                                {"accepted", "COMPLETED", connected},
                                {"answered", "COMPLETED", connected}};

Meaning meaning_of(std::string const& result) {
  std::string words;
  for (unsigned char const c : result) words += static_cast<char>(std::tolower(c));
  for (auto const& meaning : meanings)
    if (words.find(meaning.word) != std::string::npos) return meaning;
  return {"", "COMPLETED", ""};
}

json::array usual_outcomes() {
  return {json::object{{"id", connected}, {"label", "Connected"}},
          json::object{{"id", left_message}, {"label", "Left live message"}},
          json::object{{"id", left_voicemail}, {"label", "Left voicemail"}},
          json::object{{"id", no_answer}, {"label", "No answer"}},
          json::object{{"id", busy}, {"label", "Busy"}},
          json::object{{"id", wrong_number}, {"label", "Wrong number"}}};
}

}  // namespace

std::string outcomes_variable(Result<json::value> const& answer) {
  json::array outcomes;
  auto const* given = answer ? answer->if_array() : nullptr;
  for (auto const& one : given ? *given : json::array()) {
    bool const deleted = optional<bool>(one, "deleted").value_or(false);
    if (!deleted && !text(one, "id").empty())
      outcomes.push_back(json::object{{"id", text(one, "id")}, {"label", text(one, "label")}});
  }
  return json::serialize(outcomes.empty() ? usual_outcomes() : outcomes);
}

std::vector<RelatedRecord> outcomes_of(Scope const& scope) {
  auto const kept = scope.variables.find("user.outcomes");
  boost::json::error_code fault;
  auto const parsed = kept == scope.variables.end() ? json::value() : json::parse(kept->second, fault);
  auto const outcomes = parsed.is_array() ? parsed.get_array() : usual_outcomes();
  std::vector<RelatedRecord> records;
  for (auto const& one : outcomes) records.push_back({"outcome", text(one, "id"), text(one, "label"), ""});
  return records;
}

std::string call_status(std::string const& result, bool over) {
  if (result.empty()) return over ? "COMPLETED" : "IN_PROGRESS";
  return std::string(meaning_of(result).status);
}

std::string outcome_for(Scope const& scope, std::string const& result) {
  auto const wanted = result.empty() ? std::string_view() : meaning_of(result).outcome;
  auto const known = outcomes_of(scope);
  bool const offered =
      std::any_of(known.begin(), known.end(), [&](auto const& one) { return one.id == wanted; });
  return offered ? std::string(wanted) : std::string();
}

}  // namespace patchbay::hubspot
