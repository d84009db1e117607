// Everybody, page by page: contacts first, then companies. All of them come from the list, which no limit on
// searches counts; who changed, from a search in the order of ids, so that no page depends on the one before.
#include "answer.hpp"
#include "contact.hpp"
#include "hubspot.hpp"

namespace patchbay::hubspot {
namespace {

constexpr std::size_t most_found = 200;  // of one search

struct Kind {
  std::string_view type;
  std::string_view modified;  // when a record was changed last
  std::vector<std::string_view> const& properties;
  Contact (*read)(json::value const&);
};

// "companies:17" goes on with the companies, after the record 17.
struct Place {
  bool companies = false;
  std::string after;
};

Place place_of(std::string const& cursor) {
  auto const colon = cursor.find(':');
  if (colon == std::string::npos) return {};
  return {cursor.substr(0, colon) == "companies", cursor.substr(colon + 1)};
}

Kind const& kind_of(Place const& place) {
  static Kind const contacts{"contacts", "lastmodifieddate", contact_properties(), contact_from};
  static Kind const companies{"companies", "hs_lastmodifieddate", company_properties(), company_from};
  return place.companies ? companies : contacts;
}

std::string joined(std::vector<std::string_view> const& names) {
  std::string all;
  for (auto const name : names) all += (all.empty() ? "" : ",") + std::string(name);
  return all;
}

Request listing(Kind const& kind, std::string const& after) {
  auto request = get(objects(kind.type)).query("limit", "100").query("properties", joined(kind.properties));
  if (!after.empty()) request.query("after", after);
  return request;
}

Request changed_since(Kind const& kind, std::string const& after, UtcTime since) {
  auto const milliseconds = std::chrono::milliseconds(since.time_since_epoch()).count();
  json::array filters{filter(kind.modified, "GTE", std::to_string(milliseconds))};
  if (!after.empty()) filters.push_back(filter("hs_object_id", "GT", after));
  Search search{{group(std::move(filters))}, "", kind.properties, most_found};
  search.sorted_by = "hs_object_id";
  return searching(kind.type, search);
}

std::string next_cursor(Place const& place, json::value const& answer, std::vector<Contact> const& contacts) {
  bool const more = !text(answer, "paging.next.after").empty() && !contacts.empty();
  if (more) return std::string(kind_of(place).type) + ':' + contacts.back().id;
  return place.companies ? "" : "companies:";
}

}  // namespace

Result<ContactListPage> list_contacts(Http& http, ContactListQuery const& query) {
  auto const place = place_of(query.cursor);
  auto const& kind = kind_of(place);
  auto const answer =
      document(http.send(query.changed_since ? changed_since(kind, place.after, *query.changed_since)
                                             : listing(kind, place.after)));
  ContactListPage page;
  // Without the permission for companies there are contacts only.
  if (!answer && place.companies && answer.error().status == PATCHBAY_FORBIDDEN) return page;
  if (!answer) return answer.error();
  for (auto const& record : list(*answer, "results")) {
    auto contact = kind.read(record);
    if (!contact.id.empty()) page.contacts.push_back(std::move(contact));
  }
  page.cursor = next_cursor(place, *answer, page.contacts);
  return page;
}

}  // namespace patchbay::hubspot
