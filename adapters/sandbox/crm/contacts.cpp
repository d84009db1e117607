#include "crm/contacts.hpp"

namespace patchbay::crm {

namespace {

json::array array_of(std::vector<Row> const& rows) { return json::array(rows.begin(), rows.end()); }

std::vector<Row> completed(Database& database, std::vector<Row> contacts) {
  for (auto& row : contacts) {
    Values const id{row.at("id")};
    row["phones"] =
        array_of(database.rows("SELECT number, label FROM phones WHERE contact_id = ? ORDER BY rowid", id));
    row["deals"] = array_of(database.rows(
        "SELECT id, title, stage, amount, currency FROM deals WHERE contact_id = ? AND status = 'open' "
        "ORDER BY id",
        id));
  }
  return contacts;
}

// In a LIKE pattern a backslash makes the next character an ordinary one.
std::string literal_pattern(std::string const& text) {
  std::string out;
  for (auto const c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

void add_phones(Database& database, Id contact, json::array const& phones) {
  for (auto const& phone : phones) {
    auto const* label = phone.as_object().if_contains("label");
    database.run("INSERT INTO phones (contact_id, number, label) VALUES (?, ?, ?)",
                 {json::value(contact), phone.at("number"), label ? *label : json::value("")});
  }
  database.index_phones();
}

}  // namespace

std::optional<Row> contact(Database& database, Id id) {
  auto found =
      completed(database, database.rows("SELECT * FROM contact_records WHERE id = ?", {json::value(id)}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Row> contacts_by_digits(Database& database, std::string const& digits, int limit) {
  return completed(
      database,
      database.rows("SELECT * FROM contact_records WHERE id IN "
                    "(SELECT contact_id FROM phones WHERE digits LIKE '%' || ?) ORDER BY name LIMIT ?",
                    {json::value(digits), json::value(limit)}));
}

std::vector<Row> contacts_by_name(Database& database, std::string const& part, int limit) {
  return completed(database,
                   database.rows("SELECT * FROM contact_records WHERE name LIKE '%' || ? || '%' ESCAPE '\\' "
                                 "ORDER BY name LIMIT ?",
                                 {json::value(literal_pattern(part)), json::value(limit)}));
}

std::vector<Row> contacts_in_order(Database& database, Id after, std::string const& changed_since, int limit) {
  return completed(database, database.rows("SELECT * FROM contact_records WHERE id > ? AND updated_at >= ? "
                                           "ORDER BY id LIMIT ?",
                                           {json::value(after), json::value(changed_since), json::value(limit)}));
}

std::vector<Row> deals_of(Database& database, Id contact) {
  return database.rows("SELECT * FROM deals WHERE contact_id = ? ORDER BY status <> 'open', id",
                       {json::value(contact)});
}

Id add_contact(Database& database, json::object fields, std::string const& now) {
  auto const phones = fields.contains("phones") ? fields.at("phones").as_array() : json::array{};
  fields.erase("phones");
  fields["created_at"] = now;
  fields["updated_at"] = now;
  auto const id = database.insert("contacts", fields);
  add_phones(database, id, phones);
  return id;
}

void change_contact(Database& database, Id id, json::object fields, std::string const& now) {
  if (fields.contains("phones")) {
    database.run("DELETE FROM phones WHERE contact_id = ?", {json::value(id)});
    add_phones(database, id, fields.at("phones").as_array());
    fields.erase("phones");
  }
  fields["updated_at"] = now;
  for (auto const& [column, value] : fields) {
    database.run("UPDATE contacts SET " + std::string(column) + " = ? WHERE id = ?", {value, json::value(id)});
  }
}

void delete_contact(Database& database, Id id, std::string const& now) {
  database.run("INSERT INTO deleted_contacts SELECT id, type, ? FROM contacts WHERE id = ?",
               {json::value(now), json::value(id)});
  for (std::string const table : {"calls", "messages", "tasks", "deals", "phones"}) {
    database.run("DELETE FROM " + table + " WHERE contact_id = ?", {json::value(id)});
  }
  database.run("DELETE FROM contacts WHERE id = ?", {json::value(id)});
}

}  // namespace patchbay::crm
