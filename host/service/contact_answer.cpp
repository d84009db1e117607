#include "service/contact_answer.hpp"

#include <algorithm>
#include <vector>

#include "service/params.hpp"

namespace patchbay::service {
namespace {

struct Member {
  char const* ours;
  char const* adapters;
};

constexpr Member plain_members[] = {{"id", "id"},
                                    {"name", "name"},
                                    {"type", "type"},
                                    {"organization", "organization"},
                                    {"organizationId", "organizationId"},
                                    {"title", "title"},
                                    {"email", "email"},
                                    {"createdDate", "createdAt"},
                                    {"mostRecentActivityDate", "lastActivityAt"}};

// {"deal": [{const, title, description?}]}
json::object additional_info(json::object const& contact) {
  json::object info;
  auto const related = array_or_empty(contact, "related");
  if (!related) return info;
  for (auto const& item : *related) {
    if (!item.is_object()) continue;
    auto const& record = item.get_object();
    json::object choice{{"const", text_in(record, "id")}, {"title", text_in(record, "title")}};
    if (auto const description = text_in(record, "description"); !description.empty()) {
      choice["description"] = description;
    }
    auto& list = info[text_in(record, "kind")];
    if (!list.is_array()) list.emplace_array();
    list.get_array().push_back(std::move(choice));
  }
  return info;
}

std::string first_number(json::object const& contact) {
  auto const phones = array_or_empty(contact, "phones");
  if (!phones || phones->empty() || !phones->front().is_object()) return {};
  return text_in(phones->front().get_object(), "number");
}

// By name, where the CRM told it or it is the user; a bare id tells nobody anything. Some CRMs count owners
// apart from users.
std::string owner_of(json::object const& contact, Connection const& row) {
  auto name = text_in(contact, "ownerName");
  auto const id = text_in(contact, "ownerId");
  auto const variable = row.variables.find("user.owner_id");
  bool const own = id == row.user_id || (variable != row.variables.end() && id == variable->second);
  return name.empty() && !id.empty() && own ? text_in(row.user, "name") : name;
}

// Exact before e164 before suffix.
int rank(json::object const& answer) {
  auto const strength = text_in(answer.at("evidence").as_object(), "strength");
  if (strength == name_of(Strength::exact)) return 0;
  return strength == name_of(Strength::e164) ? 1 : 2;
}

}  // namespace

json::object contact_answer(LiveConnection const& live, json::object const& contact) {
  json::object answer;
  for (auto const& member : plain_members) {
    if (auto const text = text_in(contact, member.adapters); !text.empty()) answer[member.ours] = text;
  }
  if (auto const number = first_number(contact); !number.empty()) answer["phone"] = number;
  if (auto const url = contact_url(live, text_in(contact, "id"), text_in(contact, "type")); !url.empty()) {
    answer["url"] = url;
  }
  if (auto const owner = owner_of(contact, live.row); !owner.empty()) answer["owner"] = owner;
  answer["platform"] = live.row.platform;
  answer["additionalInfo"] = additional_info(contact);
  return answer;
}

std::optional<json::object> evidence_of(json::object const& contact, PhoneNumber const& wanted,
                                        std::string_view default_region) {
  auto const phones = array_or_empty(contact, "phones");
  if (!phones) return std::nullopt;
  std::optional<Strength> best;
  json::object evidence;
  for (auto const& item : *phones) {
    if (!item.is_object()) continue;
    auto const number = text_in(item.get_object(), "number");
    auto const strength = match_phone_number(wanted, number, default_region);
    if (!strength || (best && *best <= *strength)) continue;
    best = strength;
    auto label = text_in(item.get_object(), "label");
    evidence = {{"field", label.empty() ? "phone" : label}, {"value", number}, {"strength", name_of(*strength)}};
    if (best == Strength::exact) break;
  }
  return best ? std::optional(std::move(evidence)) : std::nullopt;
}

json::array contact_answers(LiveConnection const& live, json::object const& page, PhoneNumber const* wanted,
                            std::string_view default_region) {
  std::vector<json::object> answers;
  auto const contacts = array_or_empty(page, "contacts");
  if (!contacts) return {};
  for (auto const& item : *contacts) {
    if (!item.is_object()) continue;
    auto answer = contact_answer(live, item.get_object());
    if (!answer.contains("id")) continue;  // nothing can be logged with it, or opened
    if (wanted) {
      auto evidence = evidence_of(item.get_object(), *wanted, default_region);
      if (!evidence) continue;  // the CRM's search is wider than the question
      answer["phone"] = evidence->at("value");
      answer["evidence"] = std::move(*evidence);
    }
    answers.push_back(std::move(answer));
  }
  if (wanted) {
    std::stable_sort(answers.begin(), answers.end(), [](auto const& a, auto const& b) { return rank(a) < rank(b); });
  }
  json::array result;
  for (auto& answer : answers) result.push_back(std::move(answer));
  return result;
}

}  // namespace patchbay::service
