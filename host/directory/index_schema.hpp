// The tables of a directory's file. Constants; any thread.
#pragma once

namespace patchbay::directory {

inline constexpr int index_version = 1;  // another one: the file is begun anew

// A row of `numbers` is two small integers in one tree, and `names` keeps no text, only the words' index:
// what was written stands in `body` alone.
inline constexpr char index_schema[] = R"sql(
  CREATE TABLE contacts (
    id   INTEGER PRIMARY KEY,
    key  TEXT NOT NULL UNIQUE,   -- the CRM's id and type
    fill INTEGER NOT NULL,       -- the last fill that saw it
    body TEXT NOT NULL           -- JSON: the adapter's Contact without its empty members
  ) STRICT;
  CREATE TABLE numbers (
    tail    INTEGER NOT NULL,    -- see tail.hpp
    contact INTEGER NOT NULL,
    PRIMARY KEY (tail, contact)
  ) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE names USING fts5 (name, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2');
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;  -- contacts, progress
)sql";

}  // namespace patchbay::directory
