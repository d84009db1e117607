// Contacts, leads and accounts as Salesforce writes them. Pure functions; any thread.
#pragma once

#include <array>

#include "answer.hpp"

namespace patchbay::salesforce {

// A kind of record that calls can be with.
struct Kind {
  char const* type;  // Salesforce's name, and ours
  std::string_view prefix;
  char const* fields;
  char const* fewest;     // where fields are hidden from the user
  char const* condition;  // of those that count, or empty
};
inline constexpr std::array<Kind, 3> kinds{{
    {"Contact", contacts,
     "Id,Name,Phone,MobilePhone,HomePhone,OtherPhone,Email,Title,AccountId,Account.Name,OwnerId,Owner.Name,"
     "CreatedDate,LastActivityDate",
     "Id,Name,Phone,MobilePhone,Email,AccountId", ""},
    {"Lead", leads,
     "Id,Name,Company,Phone,MobilePhone,Email,Title,OwnerId,Owner.Name,CreatedDate,LastActivityDate",
     "Id,Name,Company,Phone,MobilePhone,Email", "IsConverted=false"},
    {"Account", accounts, "Id,Name,Phone,OwnerId,Owner.Name,CreatedDate,LastActivityDate", "Id,Name,Phone",
     ""},
}};

// A row with the fields of its kind.
Contact contact_from(json::value const& row);

// What the found contacts can be filed under: open opportunities and cases, in one composite request.
Result<ContactPage> with_related(Http& http, ContactPage page);

}  // namespace patchbay::salesforce
