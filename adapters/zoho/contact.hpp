// Contacts, leads and accounts as Zoho writes them, and what belongs to them. Pure functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::zoho {

// The modules that a caller may be in: their names in Zoho are the types of our contacts.
inline constexpr char contacts[] = "Contacts";
inline constexpr char leads[] = "Leads";
inline constexpr char accounts[] = "Accounts";

struct Module {
  char const* name;
  char const* fields;  // what we read of it
  char const* fewest;  // where the account lacks some of them
};
inline constexpr Module modules[] = {
    {contacts,
     "First_Name,Last_Name,Full_Name,Email,Phone,Mobile,Home_Phone,Other_Phone,Asst_Phone,Title,Account_Name,"
     "Owner,Created_Time,Last_Activity_Time",
     "First_Name,Last_Name,Phone,Mobile"},
    {leads,
     "First_Name,Last_Name,Full_Name,Email,Phone,Mobile,Company,Designation,Owner,Created_Time,"
     "Last_Activity_Time",
     "First_Name,Last_Name,Phone,Mobile"},
    {accounts, "Account_Name,Phone,Owner,Created_Time,Last_Activity_Time", "Account_Name,Phone"}};
Module const* module_named(std::string_view name);  // null: no such

Contact contact_from(json::value const& record, char const* module);

// Fields of a deal that deals_from reads.
inline constexpr char deal_fields[] = "Deal_Name,Stage";
// The deals of an answer that are not closed; of this contact or account, where one is given.
std::vector<RelatedRecord> deals_from(json::value const& answer, Contact const* owner = nullptr);

// The open deals of these contacts and accounts, in one request; none, when there are no such.
Result<ContactPage> with_deals(Http& http, ContactPage page);

}  // namespace patchbay::zoho
