#include "crm_sim/zoho/schema.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace patchbay::sim::zoho {
namespace {

namespace json = boost::json;

constexpr Field owner{"Owner", "ownerlookup", 0, false, false, "users"};
constexpr Field created{"Created_Time", "datetime", 0, false, true};
constexpr Field modified{"Modified_Time", "datetime", 0, false, true};
constexpr Field activity{"Last_Activity_Time", "datetime", 0, false, true};
constexpr Field description{"Description", "textarea", 32000};

constexpr Field contact_fields[] = {{"First_Name", "text", 40},
                                    {"Last_Name", "text", 80, true},
                                    {"Full_Name", "text", 120, false, true},
                                    {"Email", "email", 100},
                                    {"Phone", "phone", 30},
                                    {"Mobile", "phone", 30},
                                    {"Home_Phone", "phone", 30},
                                    {"Other_Phone", "phone", 30},
                                    {"Asst_Phone", "phone", 30},
                                    {"Fax", "phone", 30},
                                    {"Title", "text", 100},
                                    {"Account_Name", "lookup", 0, false, false, "Accounts"},
                                    description,
                                    owner,
                                    created,
                                    modified,
                                    activity};
constexpr Field lead_fields[] = {{"First_Name", "text", 40},
                                 {"Last_Name", "text", 80, true},
                                 {"Full_Name", "text", 120, false, true},
                                 {"Company", "text", 200, true},
                                 {"Email", "email", 100},
                                 {"Phone", "phone", 30},
                                 {"Mobile", "phone", 30},
                                 {"Fax", "phone", 30},
                                 {"Designation", "text", 100},
                                 {"Converted__s", "boolean", 0, false, true},
                                 description,
                                 owner,
                                 created,
                                 modified,
                                 activity};
constexpr Field account_fields[] = {{"Account_Name", "text", 200, true},
                                    {"Phone", "phone", 30},
                                    {"Fax", "phone", 30},
                                    {"Website", "website", 450},
                                    description,
                                    owner,
                                    created,
                                    modified,
                                    activity};
constexpr Field deal_fields[] = {
    {"Deal_Name", "text", 120, true},
    {"Stage",
     "picklist",
     120,
     true,
     false,
     {},
     "Qualification|Proposal/Price Quote|Negotiation/Review|Closed Won|Closed Lost"},
    {"Amount", "currency", 0},
    {"Closing_Date", "date", 0},
    {"Contact_Name", "lookup", 0, false, false, "Contacts"},
    {"Account_Name", "lookup", 0, false, false, "Accounts"},
    owner,
    created,
    modified};
constexpr Field call_fields[] = {
    {"Subject", "text", 255},
    {"Call_Type", "picklist", 120, true, false, {}, "Outbound|Inbound|Missed"},
    {"Call_Start_Time", "datetime", 0, true},
    {"Call_Duration", "text", 20},
    {"Call_Duration_in_seconds", "integer", 0, false, true},
    {"Who_Id", "lookup", 0, false, false, "Contacts"},
    {"What_Id", "lookup", 0, false, false, "se_module"},
    {"Call_Purpose", "picklist", 120, false, false, {}, "Prospecting|Administrative|Negotiation|Demo"},
    {"Call_Result",
     "picklist",
     120,
     false,
     false,
     {},
     "Interested|Not interested|No response/Busy|Requested call back|Invalid number"},
    {"Voice_Recording__s", "website", 450},
    description,
    owner,
    created,
    modified};
constexpr Field task_fields[] = {
    {"Subject", "text", 255, true},
    {"Due_Date", "date", 0},
    {"Status",
     "picklist",
     120,
     false,
     false,
     {},
     "Not Started|Deferred|In Progress|Completed|Waiting for input"},
    {"Priority", "picklist", 120, false, false, {}, "High|Highest|Low|Lowest|Normal"},
    {"Remind_At", "ALARM", 0},
    {"Who_Id", "lookup", 0, false, false, "Contacts"},
    {"What_Id", "lookup", 0, false, false, "se_module"},
    description,
    owner,
    created,
    modified};
constexpr Field note_fields[] = {{"Note_Title", "text", 120},
                                 {"Note_Content", "textarea", 65535, true},
                                 {"Parent_Id", "lookup", 0, true, false, "se_module"},
                                 owner,
                                 created,
                                 modified};

constexpr Module modules[] = {{"Leads", "Lead", "4876876000000002175", lead_fields},
                              {"Contacts", "Contact", "4876876000000002179", contact_fields},
                              {"Accounts", "Account", "4876876000000002177", account_fields},
                              {"Deals", "Deal", "4876876000000002181", deal_fields},
                              {"Calls", "Call", "4876876000000002189", call_fields},
                              {"Tasks", "Task", "4876876000000002185", task_fields},
                              {"Notes", "Note", "4876876000000002197", note_fields}};

std::string json_type(Field const& field) {
  if (field.type == "lookup" || field.type == "ownerlookup" || field.type == "ALARM") return "jsonobject";
  if (field.type == "integer") return "integer";
  if (field.type == "currency") return "double";
  return field.type == "boolean" ? "boolean" : "string";
}

std::string label_of(Field const& field) {
  std::string label(field.api_name);
  for (auto& c : label)
    if (c == '_') c = ' ';
  return label;
}

}  // namespace

std::span<Module const> all_modules() { return modules; }

Module const* module_named(std::string_view api_name) {
  for (auto const& module : modules)
    if (module.api_name == api_name) return &module;
  return nullptr;
}

Field const* field_of(Module const& module, std::string_view api_name) {
  for (auto const& field : module.fields)
    if (field.api_name == api_name) return &field;
  return nullptr;
}

std::vector<std::string> picklist_of(Field const& field) {
  std::vector<std::string> values;
  for (auto rest = field.values; !rest.empty();) {
    auto const bar = rest.find('|');
    values.emplace_back(rest.substr(0, bar));
    rest.remove_prefix(bar == std::string_view::npos ? rest.size() : bar + 1);
  }
  return values;
}

json::object described(Module const& module) {
  return {{"api_name", module.api_name},
          {"module_name", module.api_name},
          {"singular_label", module.singular},
          {"plural_label", module.api_name},
          {"id", module.id},
          {"api_supported", true},
          {"viewable", true},
          {"creatable", true},
          {"editable", true},
          {"deletable", true},
          {"generated_type", "default"},
          {"status", "visible"}};
}

json::array described_fields(Module const& module) {
  json::array fields;
  for (auto const& field : module.fields) {
    auto const number = std::to_string(600 + fields.size());
    json::object one{{"id", std::string(module.id).substr(0, 16) + number},
                     {"api_name", field.api_name},
                     {"field_label", label_of(field)},
                     {"display_label", label_of(field)},
                     {"data_type", field.type},
                     {"json_type", json_type(field)},
                     {"length", field.length ? field.length : 255},
                     {"system_mandatory", field.mandatory},
                     {"read_only", field.read_only},
                     {"field_read_only", field.read_only},
                     {"custom_field", false},
                     {"visible", true},
                     {"type", "used"},
                     {"pick_list_values", json::array()},
                     {"lookup", json::object()}};
    for (auto const& value : picklist_of(field))
      one["pick_list_values"].as_array().push_back(json::object{
          {"display_value", value}, {"actual_value", value}, {"reference_value", value}, {"type", "used"}});
    if (field.type == "lookup")
      one["lookup"] = json::object{{"display_label", label_of(field)},
                                   {"module", json::object{{"api_name", field.target}, {"id", module.id}}}};
    fields.push_back(std::move(one));
  }
  return fields;
}

}  // namespace patchbay::sim::zoho
