#include "crm/database.hpp"

#include <stdexcept>

#include "embedded.hpp"

namespace patchbay::crm {

namespace {

constexpr int schema_version = 3;

// SQLite's own message does not say which file.
SQLite::Database opened(std::string const& file) {
  try {
    return {file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  } catch (SQLite::Exception const& error) {
    throw std::runtime_error(file + ": " + error.what());
  }
}

void bind(SQLite::Statement& statement, int index, json::value const& value) {
  if (value.is_string()) return statement.bind(index, std::string(value.as_string()));
  if (value.is_null()) return statement.bind(index);
  statement.bind(index, value.to_number<std::int64_t>());
}

json::value value_of(SQLite::Column const& column) {
  if (column.isNull()) return nullptr;
  if (column.isInteger()) return column.getInt64();
  return json::string(column.getString());
}

Row current_row(SQLite::Statement& statement) {
  Row row;
  for (int i = 0; i < statement.getColumnCount(); ++i) {
    auto const column = statement.getColumn(i);
    row[column.getName()] = value_of(column);
  }
  return row;
}

}  // namespace

Database::Database(std::string const& file) : database_(opened(file)) {
  database_.exec("PRAGMA foreign_keys = ON");
  auto const version = database_.execAndGet("PRAGMA user_version").getInt();
  if (version > schema_version) throw std::runtime_error(file + " was written by a newer sandbox CRM.");
  if (version == schema_version) return;
  auto transaction = begin();
  if (version == 0) {
    database_.exec(embedded::schema_sql);
    database_.exec(embedded::seed_sql);
    index_phones();
  }
  if (version < 2) database_.exec(embedded::changes_sql);
  database_.exec(embedded::tasks_sql);
  transaction.commit();
}

SQLite::Statement Database::prepared(std::string const& sql, Values const& values) {
  SQLite::Statement statement(database_, sql);
  for (std::size_t i = 0; i < values.size(); ++i) bind(statement, static_cast<int>(i) + 1, values[i]);
  return statement;
}

std::vector<Row> Database::rows(std::string const& sql, Values const& values) {
  auto statement = prepared(sql, values);
  std::vector<Row> out;
  while (statement.executeStep()) out.push_back(current_row(statement));
  return out;
}

std::optional<Row> Database::row(std::string const& sql, Values const& values) {
  auto statement = prepared(sql, values);
  if (!statement.executeStep()) return std::nullopt;
  return current_row(statement);
}

int Database::run(std::string const& sql, Values const& values) { return prepared(sql, values).exec(); }

Id Database::insert(std::string const& table, Row const& columns) {
  std::string names;
  std::string marks;
  Values values;
  for (auto const& [name, value] : columns) {
    names += (names.empty() ? "" : ", ") + std::string(name);
    marks += marks.empty() ? "?" : ", ?";
    values.push_back(value);
  }
  run("INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")", values);
  return database_.getLastInsertRowid();
}

void Database::update(std::string const& table, Id id, Row const& columns) {
  std::string assignments;
  Values values;
  for (auto const& [name, value] : columns) {
    assignments += std::string(name) + " = ?, ";
    values.push_back(value);
  }
  values.emplace_back(id);
  run("UPDATE " + table + " SET " + assignments + "version = version + 1 WHERE id = ?", values);
}

void Database::index_phones() {
  for (auto const& phone : rows("SELECT rowid, number FROM phones WHERE digits = ''")) {
    auto const digits = digits_of(phone.at("number").as_string());
    run("UPDATE phones SET digits = ? WHERE rowid = ?", {json::value(digits), phone.at("rowid")});
  }
}

std::string digits_of(std::string_view number) {
  std::string digits;
  for (auto const c : number.substr(0, number.find_first_of("exEX#,;"))) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

}  // namespace patchbay::crm
