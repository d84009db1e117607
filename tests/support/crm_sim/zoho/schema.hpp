// The modules of the simulated organisation and their fields, as far as they matter here. Pure functions.
#pragma once

#include <boost/json/array.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patchbay::sim::zoho {

struct Field {
  std::string_view api_name;
  std::string_view type;   // Zoho's data_type: "text", "phone", "lookup", ...
  std::size_t length = 0;  // characters; 0: not a text
  bool mandatory = false;
  bool read_only = false;
  std::string_view target = {};  // a lookup's module; "se_module": the one that $se_module names
  std::string_view values = {};  // a picklist's, parted by '|'
};

struct Module {
  std::string_view api_name;
  std::string_view singular;
  std::string_view id;
  std::span<Field const> fields;
};

// Null: there is no such module.
Module const* module_named(std::string_view api_name);
std::span<Module const> all_modules();
// Null: it has no such field.
Field const* field_of(Module const& module, std::string_view api_name);
std::vector<std::string> picklist_of(Field const& field);

// As GET /settings/modules and GET /settings/fields describe them.
boost::json::object described(Module const& module);
boost::json::array described_fields(Module const& module);

}  // namespace patchbay::sim::zoho
