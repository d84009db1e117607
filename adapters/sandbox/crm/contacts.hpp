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

// Contacts in the order of their ids, after the id `after`; only those that changed at `changed_since` or later
// unless that is empty.
std::vector<Row> contacts_in_order(Database& database, Id after, std::string const& changed_since, int limit);

// Every deal of a contact, the open ones first.
std::vector<Row> deals_of(Database& database, Id contact);

// `fields`: columns of the contact, and `phones`.
Id add_contact(Database& database, json::object fields, std::string const& now);

// Sets the fields; `phones` replaces all numbers. REQUIRES: the contact exists, the
// other fields are columns.
void change_contact(Database& database, Id id, json::object fields, std::string const& now);

// With all that is filed under it; its id and type are remembered. REQUIRES: the contact exists.
void delete_contact(Database& database, Id id, std::string const& now);

}  // namespace patchbay::crm
