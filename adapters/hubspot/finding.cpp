// Finding a record after the answer that would have named it was lost.
#include "activity.hpp"
#include "answer.hpp"
#include "contact.hpp"
#include "patchbay/words.hpp"

namespace patchbay::hubspot {
namespace {

constexpr std::size_t most_found = 200;  // of one search

using Found = Result<std::optional<LogRef>>;

// The one of these records that carries the mark.
std::optional<LogRef> marked(json::value const& answer, Kind const& kind, std::string const& mark) {
  for (auto const& record : list(answer, "results"))
    if (carries(without_entities(property(record, kind.body)), mark))
      return LogRef{text(record, "id"), {{"object", kind.type}}};
  return std::nullopt;
}

// The ids of what the contact has of this kind, from its first page on; further ones one after the other.
Result<std::vector<std::string>> all_ids(Http& http, Kind const& kind, ContactRef const& contact,
                                         char const* type, Result<json::value> answer) {
  std::vector<std::string> ids;
  for (;;) {
    if (!answer) return answer.error();
    std::string after;
    for (auto const& row : list(*answer, "results")) {
      for (auto const& to : list(row, "to")) ids.push_back(text(to, "toObjectId"));
      after = next_page(row);
    }
    if (after.empty()) return ids;
    answer = ask(http, read_associations(type, kind.type, {contact.id}, after));
  }
}

Found find_with_contact(Http& http, LogSearch const& search, std::vector<Kind> const& kinds) {
  if (!is_number(search.contact.id)) return invalid_field("contactId", "is no number of a HubSpot record");
  auto const* type = search.contact.type == "company" ? "companies" : "contacts";
  std::vector<Request> first_pages, texts;
  for (auto const& kind : kinds)
    first_pages.push_back(read_associations(type, kind.type, {search.contact.id}));
  auto const pages = ask_all(http, std::move(first_pages));
  std::vector<Kind> of;  // the texts, in their order
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    auto const ids = all_ids(http, kinds[i], search.contact, type, pages[i]);
    if (!ids) return ids.error();
    for (auto const& some : hundreds(*ids)) {
      texts.push_back(batch_read(kinds[i].type, some, kinds[i].body));
      of.push_back(kinds[i]);
    }
  }
  auto const answers = ask_all(http, std::move(texts));
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i]) return answers[i].error();
    if (auto found = marked(*answers[i], of[i], search.session_id)) return found;
  }
  return std::optional<LogRef>();
}

// What this person made since then is looked through, page by page.
Found find_of_nobody(Http& http, LogSearch const& search, Kind const& kind) {
  auto const since = std::chrono::milliseconds(search.since.time_since_epoch()).count();
  auto const owner = variable(search.scope, "user.owner_id");
  for (std::string last;;) {
    json::array filters{filter("hs_createdate", "GTE", std::to_string(since))};
    if (!owner.empty()) filters.push_back(filter("hubspot_owner_id", "EQ", owner));
    if (!last.empty()) filters.push_back(filter("hs_object_id", "GT", last));
    auto const answer = ask(
        http, searching(kind.type, kind.body, {{group(std::move(filters))}, "", most_found, "hs_object_id"}));
    if (!answer) return answer.error();
    if (auto found = marked(*answer, kind, search.session_id)) return found;
    auto const& records = list(*answer, "results");
    if (next_page(*answer).empty() || records.empty()) return std::optional<LogRef>();
    last = text(records.back(), "id");
  }
}

}  // namespace

Result<std::optional<LogRef>> find_activity(Http& http, LogSearch const& search,
                                            std::vector<Kind> const& kinds) {
  if (search.session_id.empty()) return invalid_field("sessionId", "is empty");
  if (!search.contact.id.empty()) return find_with_contact(http, search, kinds);
  for (auto const& kind : kinds)
    if (auto found = find_of_nobody(http, search, kind); !found || *found) return found;
  return std::optional<LogRef>();
}

}  // namespace patchbay::hubspot
