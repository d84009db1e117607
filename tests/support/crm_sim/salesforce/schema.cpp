#include "crm_sim/salesforce/schema.hpp"

#include <algorithm>
#include <cctype>

namespace patchbay::sim::salesforce {
namespace {

using enum FieldType;

Field phone_field(std::string_view name) { return {name, phone, Field::writable, 40}; }

// What every object has.
std::vector<Field> with_system_fields(std::vector<Field> fields) {
  std::vector<Field> all{{"Id", id, Field::read_only, 18},
                         {"IsDeleted", boolean, Field::read_only},
                         {"CreatedDate", datetime, Field::read_only},
                         {"LastModifiedDate", datetime, Field::read_only},
                         {"SystemModstamp", datetime, Field::read_only},
                         {"CreatedById", reference, Field::read_only, 18, "CreatedBy", {"User"}},
                         {"OwnerId", reference, Field::writable, 18, "Owner", {"User"}}};
  all.insert(all.end(), fields.begin(), fields.end());
  return all;
}

ObjectType contact() {
  return {"Contact", "003",
          with_system_fields({{"FirstName", text, Field::writable, 40},
                              {"LastName", text, Field::required, 80},
                              {"Name", text, Field::read_only, 121},
                              phone_field("Phone"),
                              phone_field("MobilePhone"),
                              phone_field("HomePhone"),
                              phone_field("OtherPhone"),
                              phone_field("AssistantPhone"),
                              phone_field("Fax"),
                              {"Email", email, Field::writable, 80},
                              {"Title", text, Field::writable, 128},
                              {"AccountId", reference, Field::writable, 18, "Account", {"Account"}},
                              {"LastActivityDate", date, Field::read_only}})};
}

ObjectType lead() {
  return {"Lead", "00Q",
          with_system_fields({{"FirstName", text, Field::writable, 40},
                              {"LastName", text, Field::required, 80},
                              {"Name", text, Field::read_only, 121},
                              {"Company", text, Field::required, 255},
                              phone_field("Phone"),
                              phone_field("MobilePhone"),
                              phone_field("Fax"),
                              {"Email", email, Field::writable, 80},
                              {"Title", text, Field::writable, 128},
                              {"Status",
                               picklist,
                               Field::writable,
                               255,
                               {},
                               {"Open - Not Contacted", "Working - Contacted", "Closed - Converted"}},
                              {"IsConverted", boolean, Field::read_only},
                              {"LastActivityDate", date, Field::read_only}})};
}

ObjectType account() {
  return {"Account", "001",
          with_system_fields({{"Name", text, Field::required, 255},
                              phone_field("Phone"),
                              phone_field("Fax"),
                              {"LastActivityDate", date, Field::read_only}})};
}

ObjectType opportunity() {
  return {"Opportunity", "006",
          with_system_fields({{"Name", text, Field::required, 120},
                              {"StageName",
                               picklist,
                               Field::required,
                               255,
                               {},
                               {"Prospecting", "Negotiation", "Closed Won", "Closed Lost"}},
                              {"Amount", money, Field::writable},
                              {"CloseDate", date, Field::required},
                              {"IsClosed", boolean, Field::read_only},
                              {"AccountId", reference, Field::writable, 18, "Account", {"Account"}},
                              {"LastActivityDate", date, Field::read_only}})};
}

ObjectType contact_role() {
  return {
      "OpportunityContactRole", "00K",
      with_system_fields({{"OpportunityId", reference, Field::required, 18, "Opportunity", {"Opportunity"}},
                          {"ContactId", reference, Field::required, 18, "Contact", {"Contact"}},
                          {"Role", text, Field::writable, 255}})};
}

ObjectType support_case() {
  return {"Case", "500",
          with_system_fields({{"CaseNumber", text, Field::read_only, 30},
                              {"Subject", text, Field::writable, 255},
                              {"Status", picklist, Field::writable, 255, {}, {"New", "Working", "Closed"}},
                              {"IsClosed", boolean, Field::read_only},
                              {"ContactId", reference, Field::writable, 18, "Contact", {"Contact"}},
                              {"AccountId", reference, Field::writable, 18, "Account", {"Account"}}})};
}

ObjectType task() {
  return {"Task", "00T",
          with_system_fields(
              {{"Subject", text, Field::writable, 255},
               {"Description", long_text, Field::writable, 32000},
               {"TaskSubtype",
                picklist,
                Field::create_only,
                40,
                {},
                {"Task", "Email", "ListEmail", "Call", "Cadence", "LinkedIn"}},
               {"Status",
                picklist,
                Field::writable,
                255,
                {},
                {"Not Started", "In Progress", "Completed", "Deferred"}},
               {"Priority", picklist, Field::writable, 255, {}, {"Normal", "High", "Low"}},
               {"ActivityDate", date, Field::writable},
               {"WhoId", reference, Field::writable, 18, "Who", {"Contact", "Lead"}},
               {"WhatId", reference, Field::writable, 18, "What", {"Account", "Opportunity", "Case"}},
               {"AccountId", reference, Field::read_only, 18, "Account", {"Account"}},
               {"IsClosed", boolean, Field::read_only},
               {"IsReminderSet", boolean, Field::writable},
               {"ReminderDateTime", datetime, Field::writable},
               {"CallType", picklist, Field::writable, 40, {}, {"", "Internal", "Inbound", "Outbound"}},
               {"CallDurationInSeconds", whole, Field::writable, 8},
               {"CallDisposition", text, Field::writable, 255},
               {"CallObject", text, Field::writable, 255}})};
}

ObjectType user() {
  return {"User",
          "005",
          {{"Id", id, Field::read_only, 18},
           {"Name", text, Field::read_only, 121},
           {"Email", email, Field::read_only, 128},
           {"Username", text, Field::read_only, 80},
           {"IsActive", boolean, Field::read_only},
           {"UserType", picklist, Field::read_only, 40, {}, {"Standard"}},
           {"TimeZoneSidKey", picklist, Field::read_only, 40, {}, {"America/Los_Angeles"}}}};
}

}  // namespace

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

Field const* ObjectType::field(std::string_view wanted) const {
  auto const at = std::find_if(fields.begin(), fields.end(),
                               [&](Field const& one) { return same_word(one.name, wanted); });
  return at == fields.end() ? nullptr : &*at;
}

Field const* ObjectType::reference(std::string_view relationship) const {
  auto const at = std::find_if(fields.begin(), fields.end(), [&](Field const& one) {
    return !one.relationship.empty() && same_word(one.relationship, relationship);
  });
  return at == fields.end() ? nullptr : &*at;
}

std::vector<ObjectType> const& object_types() {
  static std::vector<ObjectType> const all{contact(),      lead(),         account(), opportunity(),
                                           contact_role(), support_case(), task(),    user()};
  return all;
}

ObjectType const* object_type(std::string_view name) {
  for (auto const& type : object_types())
    if (same_word(type.name, name)) return &type;
  return nullptr;
}

ObjectType const* object_type_of(std::string_view record) {
  for (auto const& type : object_types())
    if (record.starts_with(type.prefix)) return &type;
  return nullptr;
}

std::string_view name_of(FieldType type) {
  constexpr std::string_view names[] = {"id",        "string",  "textarea", "phone",    "email", "picklist",
                                        "reference", "boolean", "int",      "currency", "date",  "datetime"};
  return names[static_cast<std::size_t>(type)];
}

}  // namespace patchbay::sim::salesforce
