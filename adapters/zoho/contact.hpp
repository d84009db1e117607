// Contacts, leads and accounts as Zoho writes them, and what belongs to them. Pure functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::zoho {

// The modules that a caller may be in: their names in Zoho are the types of our contacts.
inline constexpr char contacts[] = "Contacts";
inline constexpr char leads[] = "Leads";
inline constexpr char accounts[] = "Accounts";

// What we read of each.
std::string fields_of(std::string_view module);
Contact contact_from(json::value const& record, std::string_view module);

// Fields of a deal that deals_from reads.
inline constexpr char deal_fields[] = "Deal_Name,Stage";
// The deals of an answer that are not closed.
std::vector<RelatedRecord> deals_from(json::value const& answer);

// The open deals of these contacts and accounts, in one request; none, when there are no such.
Result<ContactPage> with_deals(Http& http, ContactPage page);

// Call results of the account's own list, learned at the sign-in, as records that a log can be filed under.
std::vector<RelatedRecord> call_results(Scope const& scope);

}  // namespace patchbay::zoho
