// Everybody, page by page: contacts first, then companies. All of them come from the list, which no limit on
// searches counts; who changed, from a search in the order of ids, so that no page depends on the one before.
#include "answer.hpp"
#include "contact.hpp"
#include "hubspot.hpp"

namespace patchbay::hubspot {
namespace {

constexpr std::size_t most_found = 200;  // of one search

Request listing(Caller const& caller, std::string const& after) {
  auto request = get(objects(caller.type)).query("limit", "100").query("properties", caller.properties);
  if (!after.empty()) request.query("after", after);
  return request;
}

Request changed_since(Caller const& caller, std::string const& after, UtcTime since) {
  auto const milliseconds = std::chrono::milliseconds(since.time_since_epoch()).count();
  json::array filters{filter(caller.modified, "GTE", std::to_string(milliseconds))};
  if (!after.empty()) filters.push_back(filter("hs_object_id", "GT", after));
  return searching(caller.type, caller.properties,
                   {{group(std::move(filters))}, "", most_found, "hs_object_id"});
}

}  // namespace

// The cursor "companies:17" goes on with the companies, after the record 17.
Result<ContactListPage> list_contacts(Http& http, ContactListQuery const& query) {
  bool const last_kind = query.cursor.starts_with("companies:");
  auto const& caller = last_kind ? companies : contacts;
  auto const after = query.cursor.substr(query.cursor.find(':') + 1);
  auto const answer = ask(http, query.changed_since ? changed_since(caller, after, *query.changed_since)
                                                    : listing(caller, after));
  ContactListPage page;
  // Without the permission for companies there are contacts only.
  if (!answer && last_kind && answer.error().status == PATCHBAY_FORBIDDEN) return page;
  if (!answer) return answer.error();
  page.contacts = contacts_from(caller, *answer);
  if (!next_page(*answer).empty() && !page.contacts.empty())
    page.cursor = std::string(caller.type) + ':' + page.contacts.back().id;
  else if (!last_kind)
    page.cursor = "companies:";
  return page;
}

}  // namespace patchbay::hubspot
