// Finding a record again after its answer was lost.
#include "activity.hpp"
#include "answer.hpp"
#include "patchbay/words.hpp"

namespace patchbay::hubspot {
namespace {

constexpr std::size_t most_ids = 100;

// Takes the ids on one page; the number where the next one begins, or nothing.
std::string take_page(json::value const& answer, std::vector<std::string>& ids) {
  std::string after;
  for (auto const& row : list(answer, "results")) {
    for (auto const& to : list(row, "to")) ids.push_back(text(to, "toObjectId"));
    after = text(row, "paging.next.after");
  }
  return after;
}

// The ids of what the contact has of each kind. First pages together, further ones one after the other.
Result<std::vector<std::vector<std::string>>> activities_of(Http& http, ContactRef const& contact,
                                                            std::vector<Kind> const& kinds) {
  auto const* from = contact.type == "company" ? "companies" : "contacts";
  std::vector<Request> requests;
  for (auto const& kind : kinds) requests.push_back(read_associations(from, kind.type, {contact.id}));
  auto const replies = http.send_all(std::move(requests));
  std::vector<std::vector<std::string>> all(kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    auto answer = document(replies[i]);
    while (true) {
      if (!answer) return answer.error();
      auto const after = take_page(*answer, all[i]);
      if (after.empty()) break;
      json::object const input{{"id", contact.id}, {"after", after}};
      answer = document(http.send(post(associations(from, kinds[i].type) + "/batch/read")
                                      .json(json::object{{"inputs", json::array{input}}})
                                      .repeatable()));
    }
  }
  return all;
}

}  // namespace

Result<std::optional<LogRef>> find_activity(Http& http, LogSearch const& search,
                                            std::vector<Kind> const& kinds) {
  if (search.session_id.empty()) return invalid_field("sessionId", "is empty");
  if (!is_number(search.contact.id)) return invalid_field("contactId", "is no number of a HubSpot record");
  auto const ids = activities_of(http, search.contact, kinds);
  if (!ids) return ids.error();
  std::vector<Request> requests;
  std::vector<Kind> of;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    auto const& all = (*ids)[i];
    for (std::size_t begin = 0; begin < all.size(); begin += most_ids) {
      auto const end = std::min(all.size(), begin + most_ids);
      std::vector<std::string> const some(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                          all.begin() + static_cast<std::ptrdiff_t>(end));
      requests.push_back(batch_read(kinds[i].type, some, {kinds[i].body}));
      of.push_back(kinds[i]);
    }
  }
  if (requests.empty()) return std::optional<LogRef>();
  auto const replies = http.send_all(std::move(requests));
  for (std::size_t i = 0; i < replies.size(); ++i) {
    auto const answer = document(replies[i]);
    if (!answer) return answer.error();
    for (auto const& record : list(*answer, "results"))
      if (carries(without_entities(text(record, std::string("properties.") + of[i].body)), search.session_id))
        return LogRef{text(record, "id"), {{"object", of[i].type}}};
  }
  return std::optional<LogRef>();
}

}  // namespace patchbay::hubspot
