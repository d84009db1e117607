// What `fields` may ask of each resource, and what an answer shows then: id and etag where nothing is asked,
// one level of braces, an error for whatever is unknown. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crm_sim/clio/firm.hpp"
#include "crm_sim/clio/replies.hpp"

namespace patchbay::sim::clio {

struct Shape;

// A resource inside another one.
struct Nested {
  std::string_view name;
  Shape const* shape;
  Table Firm::*table = nullptr;  // null: it is kept inside the record itself
  std::string_view
      points_back;  // the member of the table's rows that holds our id; empty: we hold "<name>_id"
};

struct Shape {
  std::vector<std::string_view> plain;
  std::vector<Nested> nested;
};

Shape const& user_shape();
Shape const& contact_shape();
Shape const& matter_shape();
Shape const& relationship_shape();
Shape const& communication_shape();
Shape const& activity_shape();
Shape const& document_shape();
Shape const& task_shape();

struct Selected {
  std::string name;
  std::vector<std::string> inner;  // for a nested one: what of it
};

struct Selection {
  std::vector<Selected> names;
  std::optional<Reply> refused;
};

// The request's ?fields, checked against the shape.
Selection selection_of(crm::HttpExchangeRequest const& request, Shape const& shape);
json::object shown(Firm const& firm, Shape const& shape, json::object const& record,
                   Selection const& selection);

}  // namespace patchbay::sim::clio
