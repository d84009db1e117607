// What HubSpot takes as properties of each kind of record, strictly. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crm_sim/hubspot/portal.hpp"
#include "crm_sim/hubspot/replies.hpp"

namespace patchbay::sim::hubspot {

enum class PropertyKind { text, number, datetime, boolean, choice, https_url };

struct Property {
  std::string_view name;
  PropertyKind kind = PropertyKind::text;
  bool read_only = false;
  std::vector<std::string_view> options = {};  // of a choice
};

struct ObjectType {
  std::string_view name;         // "contacts"
  std::string_view singular;     // "CONTACT"
  std::string_view association;  // "associations.contact"
  std::string_view read_scope;
  std::string_view write_scope;
  std::vector<Property> properties;
  std::vector<std::string_view> shown;       // where a request names none
  std::vector<std::string_view> searchable;  // by `query`
};

ObjectType const* object_type(std::string_view name);
Property const* property(ObjectType const& type, std::string_view name);

// Reads "properties" of a body. Error: HubSpot's refusal.
struct ReadProperties {
  Properties values;
  std::optional<Reply> refused;
};
ReadProperties read_properties(ObjectType const& type, json::value const& given);

// What HubSpot calculates from the others.
void calculate(ObjectType const& type, Record& record);

// ISO 8601, or milliseconds since 1970.
bool is_datetime(std::string_view text);

}  // namespace patchbay::sim::hubspot
