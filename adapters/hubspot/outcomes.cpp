#include "outcomes.hpp"

#include <array>
#include <cctype>

#include "answer.hpp"

namespace patchbay::hubspot {
namespace {

// HubSpot's usual outcomes.
struct Outcome {
  std::string_view id;
  std::string_view label;
};
constexpr Outcome connected{"f240bbac-87c9-4f6e-bf70-924b57d47db7", "Connected"};
constexpr Outcome left_message{"a4c4c377-d246-4b32-a13b-75a56a4cd0ff", "Left live message"};
constexpr Outcome left_voicemail{"b2cf5968-551e-4856-9783-52b3da59a7d0", "Left voicemail"};
constexpr Outcome no_answer{"73a0d17f-1163-4015-bdd5-ec830791da20", "No answer"};
constexpr Outcome busy{"9d9162e7-6cf3-4944-bf63-4dff82258764", "Busy"};
constexpr Outcome wrong_number{"17b47fee-58de-441e-a44c-c6300d46f273", "Wrong number"};
constexpr Outcome usual[] = {connected, left_message, left_voicemail, no_answer, busy, wrong_number};

struct Meaning {
  std::array<std::string_view, 4> words;
  std::string_view status;
  std::string_view outcome;
};

// The first with a word that the result contains counts.
constexpr Meaning meanings[] = {{{"voicemail"}, "COMPLETED", left_voicemail.id},
                                {{"busy"}, "BUSY", busy.id},
                                {{"wrong number"}, "FAILED", wrong_number.id},
                                {{"no answer", "missed", "reject", "declined"}, "NO_ANSWER", no_answer.id},
                                {{"cancel", "hang up", "abandon"}, "CANCELED", ""},
                                {{"fail", "error", "block"}, "FAILED", ""},
                                {{"progress"}, "IN_PROGRESS", ""},
                                {{"ringing"}, "RINGING", ""},
                                {{"connected", "accepted", "answered"}, "COMPLETED", connected.id}};

Meaning meaning_of(std::string const& result) {
  std::string words;
  for (unsigned char const c : result) words += static_cast<char>(std::tolower(c));
  for (auto const& meaning : meanings)
    for (auto const word : meaning.words)
      if (!word.empty() && words.find(word) != std::string::npos) return meaning;
  return {{}, "COMPLETED", ""};
}

json::array usual_outcomes() {
  json::array outcomes;
  for (auto const& one : usual) outcomes.push_back(json::object{{"id", one.id}, {"label", one.label}});
  return outcomes;
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
  boost::json::error_code fault;
  auto const parsed = json::parse(variable(scope, "user.outcomes"), fault);  // null where there is none
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
  if (result.empty()) return {};
  auto const wanted = meaning_of(result).outcome;
  for (auto const& one : outcomes_of(scope))
    if (one.id == wanted) return one.id;
  return {};
}

}  // namespace patchbay::hubspot
