// The sandbox CRM's contacts, with their numbers and deals, as the API and the pages show them. One thread at
// a time.
#pragma once

#include "crm/database.hpp"

namespace patchbay::crm {

// A contact with `phones` and its open `deals`.
std::optional<Row> contact(Database& database, Id id);

// Those with a number that ends with `digits`; by name.
std::vector<Row> contacts_by_digits(Database& database, std::string const& digits, int limit);

// Those whose name contains `part`, in any case of ASCII letters; all of them for an empty `part`.
std::vector<Row> contacts_by_name(Database& database, std::string const& part, int limit);

// Every deal of a contact, the open ones first.
std::vector<Row> deals_of(Database& database, Id contact);

// `fields`: columns of the contact, and `phones`.
Id add_contact(Database& database, json::object fields, std::string const& created_at);

}  // namespace patchbay::crm
