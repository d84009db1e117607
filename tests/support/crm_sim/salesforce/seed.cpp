// The org that a simulated Salesforce begins with.
#include "crm_sim/salesforce/org.hpp"
#include "crm_sim/salesforce/replies.hpp"

namespace patchbay::sim::salesforce {
namespace {

std::string add_user(Org& org, std::string_view name, std::string_view email, SimTime now) {
  json::object fields{{"Name", name},     {"Email", email},         {"Username", email},
                      {"IsActive", true}, {"UserType", "Standard"}, {"TimeZoneSidKey", "Europe/Berlin"}};
  return org.add("User", std::move(fields), now).id;
}

std::string add_account(Org& org, std::string_view name, std::string_view phone, SimTime now) {
  return org.add("Account", {{"Name", name}, {"Phone", phone}}, now).id;
}

Record& add_lead(Org& org, std::string_view first, std::string_view last, std::string_view company,
                 std::string_view phone, SimTime now) {
  return org.add("Lead",
                 {{"FirstName", first},
                  {"LastName", last},
                  {"Company", company},
                  {"Phone", phone},
                  {"Email", "lead@example.com"},
                  {"Title", "Buyer"}},
                 now);
}

}  // namespace

Record& add_contact(Org& org, std::string_view name, std::string_view phone, SimTime now,
                    std::string account) {
  auto const last = name.rfind(' ') + 1;  // 0 where there is one word
  json::object fields{{"LastName", name.substr(last)}, {"Phone", phone}};
  if (last > 0) fields["FirstName"] = name.substr(0, last - 1);
  if (!account.empty()) fields["AccountId"] = std::move(account);
  return org.add("Contact", std::move(fields), now);
}

Record& add_opportunity(Org& org, std::string_view name, Record const& contact, bool closed, SimTime now) {
  json::object fields{{"Name", name},
                      {"StageName", closed ? "Closed Won" : "Negotiation"},
                      {"Amount", 12000.0},
                      {"CloseDate", written_day(now + std::chrono::hours(24 * 30))}};
  if (auto const* account = contact.fields.if_contains("AccountId")) fields["AccountId"] = *account;
  auto& made = org.add("Opportunity", std::move(fields), now);
  org.add("OpportunityContactRole", {{"OpportunityId", made.id}, {"ContactId", contact.id}}, now);
  return made;
}

Record& add_case(Org& org, std::string_view subject, Record const& contact, bool closed, SimTime now) {
  json::object fields{{"Subject", subject}, {"Status", closed ? "Closed" : "New"}, {"ContactId", contact.id}};
  if (auto const* account = contact.fields.if_contains("AccountId")) fields["AccountId"] = *account;
  return org.add("Case", std::move(fields), now);
}

Org seeded_org(SimTime now) {
  auto const before = now - std::chrono::hours(24 * 40);
  Org org;
  org.user = add_user(org, "Robin Vale", "robin@example.com", before);
  add_user(org, "Dana Fields", "dana@example.com", before);
  auto const harbour = add_account(org, "Harbour & Sons", "+1 415 555 0199", before);
  auto const empty = add_account(org, "Quiet Mill", "", before);

  auto& ada = add_contact(org, "Ada Brook", "(415) 555-0132", before, harbour);
  ada.fields["Email"] = "ada@example.com";
  ada.fields["Title"] = "Head of purchasing";
  ada.fields["MobilePhone"] = "+1 415 555 0170";
  auto& ben = add_contact(org, "Ben Castle", "+1 415-555-0132", before, empty);
  add_lead(org, "Cleo", "Dahl", "Dahl Works", "1.415.555.0132", before);
  auto& converted = add_lead(org, "Old", "Lead", "Gone Ltd", "415 555 0132", before);
  converted.fields["IsConverted"] = true;
  converted.fields["Status"] = "Closed - Converted";
  add_lead(org, "Lena", "Marsh", "Marsh & Co", "+49 30 901820", before);

  add_opportunity(org, "Ada Brook: yearly contract", ada, false, before);
  add_opportunity(org, "Ada Brook: last year", ada, true, before);
  add_case(org, "Ada Brook: broken lamp", ada, false, before);
  add_case(org, "Ada Brook: solved", ada, true, before);
  add_opportunity(org, "Ben Castle: trial", ben, false, before);

  add_contact(org, "Ewa \xC5\xBB\xC3\xB3\xC5\x82\xC4\x87", "415-555-0140 x12", before);
  add_contact(org, "Sean O'Malley \"Red\" AND (Co) {x}*", "+44 20 7946 0018", before);
  add_contact(org, "Greg Solo", "4155550163", before);
  auto& mobile = add_contact(org, "Mina Reed", "", before);
  mobile.fields["MobilePhone"] = "415 555 0171";
  mobile.fields["HomePhone"] = "(415) 555-0172";
  mobile.fields["OtherPhone"] = "415.555.0173";
  return org;
}

}  // namespace patchbay::sim::salesforce
