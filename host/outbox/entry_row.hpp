// Entries as rows of the ledger: one place that knows the columns. Free functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <SQLiteCpp/SQLiteCpp.h>

#include "outbox/entry.hpp"

namespace patchbay::outbox {

std::string_view name_of(State state);
std::string_view name_of(Kind kind);

std::int64_t millis(WallTime time);
WallTime time_from(std::int64_t millis);

// An error as the ledger keeps it; empty: none.
std::string to_text(std::optional<Error> const& error);

// "SELECT ... FROM ledger", in the order in which entry_from() reads.
std::string select_entries(std::string_view condition);
Entry entry_from(SQLite::Statement& row);

std::optional<Entry> select_entry(SQLite::Database& database, long long id);
std::optional<Entry> select_entry(SQLite::Database& database, Key const& key);

// A person has looked: the CRM has nothing of what was sent.
void forget_sent(SQLite::Database& database, long long id);

}  // namespace patchbay::outbox
