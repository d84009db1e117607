// All contacts, leads and accounts, or those that changed: one kind after the other, each by ascending id.
#include <algorithm>

#include "contact.hpp"
#include "salesforce.hpp"

namespace patchbay::salesforce {
namespace {

constexpr std::size_t most_rows = 2000;  // of one answer

// The cursor is the last id that was told, or the next kind's name. queryAll tells of what was deleted, too.
Request asking(Kind const& kind, ContactListQuery const& wish, bool few_fields) {
  bool const changes = wish.changed_since.has_value();
  std::string soql = std::string("SELECT ") + (few_fields ? kind.fewest : kind.fields) + ",IsDeleted" +
                     (kind.prefix == leads ? ",IsConverted" : "") + " FROM " + kind.type + " WHERE ";
  soql += changes ? "SystemModstamp>=" + iso8601(*wish.changed_since) : std::string("IsDeleted=false");
  if (!changes && *kind.condition) soql += std::string(" AND ") + kind.condition;
  if (is_id(wish.cursor)) soql += " AND Id>'" + wish.cursor + "'";
  soql += " ORDER BY Id LIMIT " + std::to_string(most_rows);
  return get(rest(changes ? "/queryAll" : "/query")).query("q", soql);
}

}  // namespace

Result<ContactListPage> list_contacts(Http& http, ContactListQuery const& wish) {
  auto const& cursor = wish.cursor;
  auto const kind = std::find_if(kinds.begin(), kinds.end(), [&](Kind const& one) {
    return cursor.empty() || cursor == one.type || is_id(cursor, one.prefix);
  });
  if (kind == kinds.end()) return invalid_field("cursor", "is none of this adapter's");
  auto reply = http.send(asking(*kind, wish, false));
  if (lacks_field(reply)) reply = http.send(asking(*kind, wish, true));
  auto const answer = lacks_object(reply) ? Result<json::value>(json::object()) : document(reply);
  if (!answer) return answer.error();
  ContactListPage page;
  auto const& rows = list(*answer, "records");
  for (auto const& row : rows) {
    // A converted lead lives on as a contact.
    bool const gone = optional<bool>(row, "IsDeleted").value_or(false) ||
                      optional<bool>(row, "IsConverted").value_or(false);
    if (gone)
      page.deleted.push_back({text(row, "Id"), kind->type});
    else
      page.contacts.push_back(contact_from(row));
  }
  bool const more = rows.size() >= most_rows || !text(*answer, "nextRecordsUrl").empty();
  if (more && !rows.empty())
    page.cursor = text(rows.back(), "Id");
  else if (kind + 1 != kinds.end())
    page.cursor = (kind + 1)->type;
  return page;
}

}  // namespace patchbay::salesforce
