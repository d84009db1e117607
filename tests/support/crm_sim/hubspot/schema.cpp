#include "crm_sim/hubspot/schema.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cctype>

namespace patchbay::sim::hubspot {
namespace {

using Kind = PropertyKind;

constexpr std::size_t longest_text = 65'536;

Property read_only(std::string_view name, Kind kind = Kind::text) { return {name, kind, true, {}}; }

std::vector<Property> contact_properties() {
  return {{"firstname"},
          {"lastname"},
          {"email"},
          {"phone"},
          {"mobilephone"},
          {"fax"},
          {"company"},
          {"jobtitle"},
          {"hubspot_owner_id", Kind::number},
          {"associatedcompanyid", Kind::number},
          read_only("createdate", Kind::datetime),
          read_only("lastmodifieddate", Kind::datetime),
          read_only("notes_last_updated", Kind::datetime),
          read_only("hs_object_id", Kind::number),
          read_only("hs_searchable_calculated_phone_number"),
          read_only("hs_searchable_calculated_mobile_number")};
}

std::vector<Property> company_properties() {
  return {{"name"},
          {"phone"},
          {"domain"},
          {"website"},
          {"hubspot_owner_id", Kind::number},
          read_only("createdate", Kind::datetime),
          read_only("hs_lastmodifieddate", Kind::datetime),
          read_only("notes_last_updated", Kind::datetime),
          read_only("hs_object_id", Kind::number)};
}

std::vector<Property> deal_properties() {
  return {{"dealname"},
          {"dealstage"},
          {"pipeline"},
          {"amount", Kind::number},
          {"deal_currency_code"},
          {"closedate", Kind::datetime},
          read_only("hs_is_closed", Kind::boolean),
          read_only("createdate", Kind::datetime),
          read_only("hs_lastmodifieddate", Kind::datetime),
          read_only("hs_object_id", Kind::number)};
}

std::vector<Property> ticket_properties() {
  return {{"subject"},
          {"content"},
          {"hs_pipeline"},
          {"hs_pipeline_stage"},
          {"hs_ticket_priority", Kind::choice, false, {"LOW", "MEDIUM", "HIGH", "URGENT"}},
          read_only("closed_date", Kind::datetime),
          read_only("createdate", Kind::datetime),
          read_only("hs_lastmodifieddate", Kind::datetime),
          read_only("hs_object_id", Kind::number)};
}

std::vector<Property> activity_properties(std::vector<Property> more) {
  more.push_back({"hs_timestamp", Kind::datetime});
  more.push_back({"hubspot_owner_id", Kind::number});
  more.push_back({"hs_attachment_ids"});
  more.push_back(read_only("hs_createdate", Kind::datetime));
  more.push_back(read_only("hs_lastmodifieddate", Kind::datetime));
  more.push_back(read_only("hs_object_id", Kind::number));
  return more;
}

std::vector<Property> call_properties() {
  return activity_properties({{"hs_call_title"},
                              {"hs_call_body"},
                              {"hs_call_direction", Kind::choice, false, {"INBOUND", "OUTBOUND"}},
                              {"hs_call_duration", Kind::number},
                              {"hs_call_from_number"},
                              {"hs_call_to_number"},
                              {"hs_call_status",
                               Kind::choice,
                               false,
                               {"BUSY", "CALLING_CRM_USER", "CANCELED", "COMPLETED", "CONNECTING", "FAILED",
                                "IN_PROGRESS", "NO_ANSWER", "QUEUED", "RINGING"}},
                              {"hs_call_disposition"},
                              {"hs_call_recording_url", Kind::https_url},
                              {"hs_activity_type"}});
}

std::vector<Property> communication_properties() {
  return activity_properties(
      {{"hs_communication_channel_type", Kind::choice, false, {"SMS", "WHATS_APP", "LINKEDIN_MESSAGE"}},
       {"hs_communication_logged_from", Kind::choice, false, {"CRM"}},
       {"hs_communication_body"}});
}

// Of HubSpot's guide to tasks; hs_timestamp is when one is due. The guide names two statuses and shows a
// third; the others are those of HubSpot's own page for tasks.
std::vector<Property> task_properties() {
  return activity_properties({{"hs_task_subject"},
                              {"hs_task_body"},
                              {"hs_task_status",
                               Kind::choice,
                               false,
                               {"NOT_STARTED", "IN_PROGRESS", "WAITING", "DEFERRED", "COMPLETED"}},
                              {"hs_task_priority", Kind::choice, false, {"LOW", "MEDIUM", "HIGH"}},
                              {"hs_task_type", Kind::choice, false, {"EMAIL", "CALL", "TODO"}},
                              {"hs_task_reminders", Kind::number}});
}

std::vector<ObjectType> const& types() {
  static std::vector<ObjectType> const all = {
      {"contacts",
       "CONTACT",
       "associations.contact",
       "crm.objects.contacts.read",
       "crm.objects.contacts.write",
       contact_properties(),
       {"firstname", "lastname", "email", "createdate", "lastmodifieddate", "hs_object_id"},
       {"firstname", "lastname", "email", "phone", "fax", "mobilephone", "company"}},
      {"companies",
       "COMPANY",
       "associations.company",
       "crm.objects.companies.read",
       "crm.objects.companies.write",
       company_properties(),
       {"name", "domain", "createdate", "hs_lastmodifieddate", "hs_object_id"},
       {"website", "phone", "name", "domain"}},
      {"deals",
       "DEAL",
       "associations.deal",
       "crm.objects.deals.read",
       "crm.objects.deals.write",
       deal_properties(),
       {"dealname", "dealstage", "amount", "createdate", "hs_object_id"},
       {"dealname"}},
      {"tickets",
       "TICKET",
       "associations.ticket",
       "tickets",
       "tickets",
       ticket_properties(),
       {"subject", "content", "createdate", "hs_object_id"},
       {"subject", "content"}},
      {"calls",
       "CALL",
       "associations.call",
       "crm.objects.contacts.read",
       "crm.objects.contacts.write",
       call_properties(),
       {"hs_createdate", "hs_lastmodifieddate", "hs_object_id"},
       {"hs_call_title", "hs_call_body"}},
      {"communications",
       "COMMUNICATION",
       "associations.communication",
       "crm.objects.contacts.read",
       "crm.objects.contacts.write",
       communication_properties(),
       {"hs_createdate", "hs_lastmodifieddate", "hs_object_id"},
       {"hs_communication_body"}},
      {"notes",
       "NOTE",
       "associations.note",
       "crm.objects.contacts.read",
       "crm.objects.contacts.write",
       activity_properties({{"hs_note_body"}}),
       {"hs_createdate", "hs_lastmodifieddate", "hs_object_id"},
       {"hs_note_body"}},
      {"tasks",
       "TASK",
       "associations.task",
       "crm.objects.contacts.read",
       "crm.objects.contacts.write",
       task_properties(),
       {"hs_createdate", "hs_lastmodifieddate", "hs_object_id"},
       {"hs_task_subject", "hs_task_body"}},
  };
  return all;
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

// The code and the words of what is wrong with a value; none: it fits.
struct Fault {
  std::string_view code;
  std::string words;
};
std::optional<Fault> fault_of(Property const& property, std::string const& value) {
  if (property.read_only)
    return Fault{"READ_ONLY_VALUE", "\"" + std::string(property.name) + "\" is a read only property"};
  if (value.size() > longest_text)
    return Fault{"INVALID_STRING", "The value is longer than 65536 characters"};
  if (value.empty()) return std::nullopt;  // clears the property
  if (property.kind == Kind::number && !is_number(value))
    return Fault{"INVALID_LONG", value + " was not a valid long."};
  if (property.kind == Kind::datetime && !is_datetime(value))
    return Fault{"INVALID_DATE", value + " was not a valid long or an ISO 8601 date."};
  if (property.kind == Kind::https_url && !value.starts_with("https://"))
    return Fault{"INVALID_URL", "The recording's address must begin with https"};
  auto const& options = property.options;
  if (property.kind == Kind::choice && std::find(options.begin(), options.end(), value) == options.end())
    return Fault{"INVALID_OPTION", value + " was not one of the allowed options"};
  return std::nullopt;
}

json::object told(Fault const& fault, std::string_view name) {
  return {{"isValid", false}, {"message", fault.words}, {"error", fault.code}, {"name", name}};
}

}  // namespace

bool is_datetime(std::string_view text) {
  if (text.find_first_not_of("0123456789") == std::string_view::npos) return !text.empty();
  constexpr std::string_view form = "dddd-dd-ddTdd:dd:dd";
  if (text.size() < form.size() + 1 || text.back() != 'Z') return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    bool const digit = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
    if (form[i] == 'd' ? !digit : text[i] != form[i]) return false;
  }
  auto const rest = text.substr(form.size(), text.size() - form.size() - 1);
  return rest.empty() || (rest.size() > 1 && rest.front() == '.' && is_number(rest.substr(1)));
}

ObjectType const* object_type(std::string_view name) {
  for (auto const& type : types())
    if (type.name == name) return &type;
  return nullptr;
}

Property const* property(ObjectType const& type, std::string_view name) {
  for (auto const& one : type.properties)
    if (one.name == name) return &one;
  return nullptr;
}

ReadProperties read_properties(ObjectType const& type, json::value const& given) {
  auto const* object = given.is_object() ? given.get_object().if_contains("properties") : nullptr;
  if (!object || !object->is_object()) return {{}, invalid_json()};
  Properties values;
  json::array faults;
  for (auto const& [name, value] : object->get_object()) {
    auto const* known = property(type, name);
    if (!value.is_string()) return {{}, invalid_json()};  // the API's schema: a map of texts
    std::string const text(value.get_string());
    auto const fault =
        known ? fault_of(*known, text)
              : Fault{"PROPERTY_DOESNT_EXIST", "Property \"" + std::string(name) + "\" does not exist"};
    if (fault) faults.push_back(told(*fault, name));
    values[std::string(name)] = text;
  }
  if (!faults.empty()) return {{}, invalid("Property values were not valid: " + json::serialize(faults))};
  return {std::move(values), std::nullopt};
}

void calculate(ObjectType const& type, Record& record) {
  std::erase_if(record.properties, [](auto const& entry) { return entry.second.empty(); });
  if (type.name != "contacts") return;
  for (std::string const name : {"phone", "mobile"}) {
    auto const from = record.properties.find(name == "phone" ? "phone" : "mobilephone");
    auto const into = "hs_searchable_calculated_" + name + "_number";
    record.properties.erase(into);
    if (from != record.properties.end()) record.properties[into] = searchable_digits(from->second);
  }
}

}  // namespace patchbay::sim::hubspot
