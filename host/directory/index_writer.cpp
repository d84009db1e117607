#include "directory/index_writer.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/json_read.hpp"
#include "directory/index_file.hpp"
#include "directory/index_schema.hpp"

namespace patchbay::directory {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr char separator = '\x1f';  // between id and type in a key

// No fsync: what a power cut leaves is a copy of what the CRM has, begun anew when it is damaged, and no
// commit of the outbox waits for it.
constexpr char settings[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -4096; PRAGMA mmap_size = 0; "
    "PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 1048576;";

int version_of(SQLite::Database& database) { return database.execAndGet("PRAGMA user_version").getInt(); }

// Two processes may come at the same time: the version is looked at again under the lock.
void make_tables(SQLite::Database& database) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  if (version_of(database) == index_version) return;
  for (std::string const table : {"contacts", "numbers", "names", "facts"}) {
    database.exec("DROP TABLE IF EXISTS " + table);
  }
  database.exec(index_schema);
  database.exec("PRAGMA user_version = " + std::to_string(index_version));
  transaction.commit();
}

SQLite::Database with_tables(fs::path const& file) {
  auto database = open_index(file, settings);
  if (version_of(database) != index_version) make_tables(database);
  return database;
}

bool is_empty(json::value const& value) {
  if (auto const* text = value.if_string()) return text->empty();
  if (auto const* list = value.if_array()) return list->empty();
  if (auto const* object = value.if_object()) return object->empty();
  return value.is_null();
}

json::object without_empty_members(json::object const& contact) {
  json::object out;
  for (auto const& [name, value] : contact) {
    if (!is_empty(value)) out.emplace(name, value);
  }
  return out;
}

json::object object_of(std::string const& body) {
  auto document = json::parse(body);
  return document.is_object() ? std::move(document.get_object()) : json::object();
}

// The related records, and the name of an organization that is still the same.
void keep_absent(json::object const& known, json::object& contact) {
  auto const keep = [&](char const* member) {
    auto const* value = known.if_contains(member);
    if (value && !contact.contains(member)) contact[member] = *value;
  };
  keep("related");
  if (text_in(known, "organizationId") == text_in(contact, "organizationId")) keep("organization");
}

void run(SQLite::Statement& statement) {
  statement.exec();
  statement.reset();
}

}  // namespace

IndexWriter::IndexWriter(fs::path const& file, std::string default_region)
    : database_(with_tables(file)),
      default_region_(std::move(default_region)),
      find_(database_, "SELECT id, fill, body FROM contacts WHERE key = ?"),
      insert_(database_, "INSERT INTO contacts (key, fill, body) VALUES (?, ?, ?)"),
      update_(database_, "UPDATE contacts SET fill = ?, body = ? WHERE id = ?"),
      mark_(database_, "UPDATE contacts SET fill = ? WHERE id = ?"),
      erase_(database_, "DELETE FROM contacts WHERE id = ?"),
      add_number_(database_, "INSERT OR IGNORE INTO numbers VALUES (?, ?)"),
      drop_number_(database_, "DELETE FROM numbers WHERE tail = ? AND contact = ?"),
      add_name_(database_, "INSERT INTO names (rowid, name) VALUES (?, ?)"),
      drop_name_(database_, "INSERT INTO names (names, rowid, name) VALUES ('delete', ?, ?)"),
      get_fact_(database_, "SELECT value FROM facts WHERE name = ?"),
      set_fact_(database_, "INSERT OR REPLACE INTO facts VALUES (?, ?)") {}

void IndexWriter::transact(std::function<void()> const& work) {
  SQLite::Transaction transaction(database_, SQLite::TransactionBehavior::IMMEDIATE);
  auto const text = fact(get_fact_, "contacts");
  contacts_ = text.empty() ? 0 : std::stoll(text);
  work();
  set_fact_.bind(1, "contacts");
  set_fact_.bind(2, std::to_string(contacts_));
  run(set_fact_);
  transaction.commit();
}

bool IndexWriter::put(json::object const& given, std::int64_t fill, Absent absent, std::size_t most) {
  auto contact = without_empty_members(given);
  auto const key = text_in(contact, "id") + separator + text_in(contact, "type");
  find_.bind(1, key);
  std::optional<Row> old;
  if (find_.executeStep()) {
    old = Row{find_.getColumn(0).getInt64(), find_.getColumn(1).getInt64(), find_.getColumn(2).getString()};
  }
  find_.reset();
  if (!old) {
    if (contacts_ >= static_cast<std::int64_t>(most)) return false;
    insert(key, fill, contact);
    return true;
  }
  if (absent == Absent::stays) keep_absent(object_of(old->body), contact);
  auto const body = json::serialize(contact);
  if (body != old->body)
    change(*old, fill, contact, body);
  else if (old->fill != fill) {
    mark_.bind(1, fill);
    mark_.bind(2, old->id);
    run(mark_);
  }
  return true;
}

void IndexWriter::insert(std::string const& key, std::int64_t fill, json::object const& contact) {
  insert_.bind(1, key);
  insert_.bind(2, fill);
  insert_.bind(3, json::serialize(contact));
  run(insert_);
  add_names_and_numbers(database_.getLastInsertRowid(), contact);
  ++contacts_;
}

void IndexWriter::change(Row const& old, std::int64_t fill, json::object const& contact,
                         std::string const& body) {
  drop_names_and_numbers(old);
  update_.bind(1, fill);
  update_.bind(2, body);
  update_.bind(3, old.id);
  run(update_);
  add_names_and_numbers(old.id, contact);
}

void IndexWriter::remove(std::string const& id, std::string const& type) {
  auto const key = id + separator + type;
  SQLite::Statement rows(database_, "SELECT id, fill, body FROM contacts WHERE key >= ?1 AND key < ?2");
  rows.bind(1, key);
  rows.bind(2, type.empty() ? id + static_cast<char>(separator + 1) : key + '\x01');
  std::vector<Row> found;
  while (rows.executeStep()) {
    found.push_back(
        {rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(), rows.getColumn(2).getString()});
  }
  for (auto const& row : found) erase(row);
}

void IndexWriter::erase(Row const& row) {
  drop_names_and_numbers(row);
  erase_.bind(1, row.id);
  run(erase_);
  --contacts_;
}

std::optional<std::int64_t> IndexWriter::sweep(std::int64_t fill, std::int64_t from, int many) {
  SQLite::Statement rows(database_, "SELECT id, fill, body FROM contacts WHERE id > ? ORDER BY id LIMIT ?");
  rows.bind(1, from);
  rows.bind(2, many);
  std::vector<Row> unseen;
  int looked_at = 0;
  while (rows.executeStep()) {
    ++looked_at;
    from = rows.getColumn(0).getInt64();
    if (auto const last = rows.getColumn(1).getInt64(); last < fill)
      unseen.push_back({from, last, rows.getColumn(2).getString()});
  }
  for (auto const& row : unseen) erase(row);
  return looked_at < many ? std::nullopt : std::optional(from);
}

std::string IndexWriter::progress() { return fact(get_fact_, "progress"); }

void IndexWriter::set_progress(std::string const& text) {
  set_fact_.bind(1, "progress");
  set_fact_.bind(2, text);
  run(set_fact_);
}

void IndexWriter::add_names_and_numbers(std::int64_t id, json::object const& contact) {
  for (auto const tail : tails_in(contact)) {
    add_number_.bind(1, tail);
    add_number_.bind(2, id);
    run(add_number_);
  }
  add_name_.bind(1, id);
  add_name_.bind(2, text_in(contact, "name"));
  run(add_name_);
}

void IndexWriter::drop_names_and_numbers(Row const& row) {
  auto const contact = object_of(row.body);
  for (auto const tail : tails_in(contact)) {
    drop_number_.bind(1, tail);
    drop_number_.bind(2, row.id);
    run(drop_number_);
  }
  drop_name_.bind(1, row.id);
  drop_name_.bind(2, text_in(contact, "name"));
  run(drop_name_);
}

std::vector<Tail> IndexWriter::tails_in(json::object const& contact) const {
  std::vector<Tail> tails;
  auto const* phones = contact.if_contains("phones");
  if (!phones || !phones->is_array()) return tails;
  for (auto const& phone : phones->get_array()) {
    if (!phone.is_object()) continue;
    auto const tail = tail_of(text_in(phone.get_object(), "number"), default_region_);
    if (tail) tails.push_back(*tail);
  }
  return tails;
}

}  // namespace patchbay::directory
