// The objects of a Salesforce org and their fields, as far as people, sales, cases and activities go.
// Constant once made; any thread.
#pragma once

#include <string_view>
#include <vector>

namespace patchbay::sim::salesforce {

enum class FieldType {
  id,
  text,
  long_text,
  phone,
  email,
  picklist,
  reference,
  boolean,
  whole,
  money,
  date,
  datetime
};

struct Field {
  enum Use { read_only, create_only, writable, required };

  std::string_view name;
  FieldType type = FieldType::text;
  Use use = writable;
  int length = 255;
  std::string_view relationship = {};  // of a reference: "Account" in "Account.Name"
  std::vector<std::string_view> choices =
      {};  // of a picklist, the first is the default; or what a reference points at
  bool filterable() const { return type != FieldType::long_text; }
};

struct ObjectType {
  std::string_view name;
  std::string_view prefix;  // of its records' ids
  std::vector<Field> fields;

  Field const* field(std::string_view name) const;  // in any case of letters
  Field const* reference(std::string_view relationship) const;
};

std::vector<ObjectType> const& object_types();
ObjectType const* object_type(std::string_view name);
ObjectType const* object_type_of(std::string_view id);  // by its prefix

// "string", "phone", ... as a describe call names the type.
std::string_view name_of(FieldType type);

bool same_word(std::string_view a, std::string_view b);  // but for the case of letters

}  // namespace patchbay::sim::salesforce
