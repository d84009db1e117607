#include "crm_sim/salesforce/org.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "crm_sim/salesforce/replies.hpp"

namespace patchbay::sim::salesforce {
namespace {

json::value member(Record const& record, std::string_view name) {
  auto const* found = record.fields.if_contains(name);
  return found ? *found : json::value();
}

bool is_one_of(Record const& record, std::string_view field, std::initializer_list<std::string_view> values) {
  auto const text = text_of(member(record, field));
  return std::any_of(values.begin(), values.end(), [&](auto const& value) { return value == text; });
}

// The latest day of an activity with this record.
json::value last_activity(Org const& org, std::string const& id) {
  std::string latest;
  for (auto const& [key, record] : org.records) {
    if (record.type->name != "Task" || record.deleted) continue;
    bool const about = text_of(member(record, "WhoId")) == id || text_of(member(record, "WhatId")) == id;
    if (about) latest = std::max(latest, text_of(member(record, "ActivityDate")));
  }
  return latest.empty() ? json::value() : json::value(latest);
}

// The account of what an activity is about, or of whom it is with.
json::value account_of_activity(Org const& org, Record const& task) {
  for (auto const* name : {"WhatId", "WhoId"}) {
    auto const* about = org.live(text_of(member(task, name)));
    if (!about) continue;
    if (about->type->name == "Account") return json::value(about->id);
    if (auto account = member(*about, "AccountId"); account.is_string()) return account;
  }
  return {};
}

json::value derived_name(Record const& record) {
  auto const first = text_of(member(record, "FirstName")), last = text_of(member(record, "LastName"));
  return json::value(first.empty() ? last : first + " " + last);
}

}  // namespace

std::string text_of(json::value const& value) {
  return value.is_string() ? std::string(value.get_string()) : std::string();
}

std::string full_id(std::string_view id15) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  std::string id(id15.substr(0, 15));
  for (std::size_t block = 0; block < 3; ++block) {
    std::size_t bits = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      auto const c = id[block * 5 + i];
      if (c >= 'A' && c <= 'Z') bits |= std::size_t{1} << i;
    }
    id += alphabet[bits];
  }
  return id;
}

Record const* Org::find(std::string_view wanted) const {
  if (wanted.size() != 15 && wanted.size() != 18) return nullptr;
  auto const at = records.find(full_id(wanted));
  return at == records.end() ? nullptr : &at->second;
}

Record* Org::find(std::string_view wanted) {
  return const_cast<Record*>(static_cast<Org const*>(this)->find(wanted));
}

Record const* Org::live(std::string_view wanted) const {
  auto const* found = find(wanted);
  return found && !found->deleted ? found : nullptr;
}

Record& Org::add(std::string_view type, json::object fields, SimTime now) {
  auto const& known = *object_type(type);
  std::array<char, 32> number{};
  std::snprintf(number.data(), number.size(), "5g00000a%04d", ++made);
  auto const key = full_id(std::string(known.prefix) + number.data());
  auto& record = records[key];
  record = {&known, key, std::move(fields), now, now, false};
  for (auto const& field : known.fields) {
    bool const preset =
        field.type == FieldType::picklist && !field.choices.empty() && !field.choices.front().empty();
    if (preset && !record.fields.contains(field.name)) record.fields[field.name] = field.choices.front();
  }
  if (!user.empty() && !record.fields.contains("OwnerId")) record.fields["OwnerId"] = user;
  if (!user.empty()) record.fields["CreatedById"] = user;
  if (type == "Case") record.fields["CaseNumber"] = "0000" + std::to_string(1000 + made);
  return record;
}

Record const* Org::target(Record const& record, Field const& reference) const {
  return live(text_of(value(record, reference)));
}

json::value Org::value(Record const& record, Field const& field) const {
  auto const object = record.type->name;
  if (field.name == "Id") return json::value(record.id);
  if (field.name == "IsDeleted") return record.deleted;
  if (field.name == "CreatedDate") return json::value(written(record.created));
  if (field.name == "LastModifiedDate" || field.name == "SystemModstamp")
    return json::value(written(record.modified));
  if (field.name == "LastActivityDate") return last_activity(*this, record.id);
  if (field.name == "Name" && (object == "Contact" || object == "Lead")) return derived_name(record);
  if (field.name == "IsClosed" && object == "Opportunity")
    return is_one_of(record, "StageName", {"Closed Won", "Closed Lost"});
  if (field.name == "IsClosed") return is_one_of(record, "Status", {"Closed", "Completed"});
  if (field.name == "AccountId" && object == "Task") return account_of_activity(*this, record);
  auto const* written_value = record.fields.if_contains(field.name);
  if (written_value) return *written_value;
  return field.type == FieldType::boolean ? json::value(false) : json::value();
}

}  // namespace patchbay::sim::salesforce
