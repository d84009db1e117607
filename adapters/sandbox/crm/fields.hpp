// What the API accepts in a request's body: a table of fields a resource, and the check against it. Pure
// functions; any thread.
#pragma once

#include <span>
#include <string_view>

#include "crm/database.hpp"
#include "crm/problem.hpp"

namespace patchbay::crm {

struct Field {
  enum Kind { text, word, number, id, time, phones };
  std::string_view name;
  Kind kind = text;
  bool required = false;
  std::string_view words = {};  // what a word may be: "inbound|outbound"
};

// A new record's fields: those that are required are there, every one has its type, none is unknown.
Result<json::object> read_new(std::string const& body, std::span<Field const> fields);

// The fields that a change sets: at least one; a required one is not emptied.
Result<json::object> read_change(std::string const& body, std::span<Field const> fields);

}  // namespace patchbay::crm
