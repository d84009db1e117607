// POST /crm/objects/2026-09/{objectType}/search, with its limits.
#include <algorithm>
#include <array>

#include "crm_sim/hubspot/endpoints.hpp"
#include "crm_sim/hubspot/matching.hpp"

namespace patchbay::sim::hubspot {
namespace {

constexpr std::size_t most_groups = 5;
constexpr std::size_t most_filters_in_group = 6;
constexpr std::size_t most_filters = 18;
constexpr std::size_t longest_body = 3000;
constexpr std::int64_t most_on_page = 200;
constexpr std::int64_t most_results = 10'000;

constexpr std::array<std::string_view, 13> operators{"EQ",
                                                     "NEQ",
                                                     "LT",
                                                     "LTE",
                                                     "GT",
                                                     "GTE",
                                                     "BETWEEN",
                                                     "IN",
                                                     "NOT_IN",
                                                     "HAS_PROPERTY",
                                                     "NOT_HAS_PROPERTY",
                                                     "CONTAINS_TOKEN",
                                                     "NOT_CONTAINS_TOKEN"};

struct Filter {
  std::string property;
  std::string op;
  std::string value;
  std::vector<std::string> values;
};

struct Search {
  std::vector<std::vector<Filter>> groups;
  std::string query;
  std::string sort;
  bool descending = false;
  std::int64_t limit = 10;
  std::int64_t after = 0;
  std::optional<Reply> refused;
};

Search refused(Reply reply) {
  Search search;
  search.refused = std::move(reply);
  return search;
}

std::string text_at(json::object const& object, std::string_view key) {
  auto const* found = object.if_contains(key);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

json::array array_at(json::object const& object, std::string_view key) {
  auto const* found = object.if_contains(key);
  return found && found->is_array() ? found->get_array() : json::array();
}

bool is_association(std::string_view property) { return property.starts_with("associations."); }

std::optional<std::string> fault_of(State const& state, ObjectType const& type, Filter const& filter) {
  bool const known = std::find(operators.begin(), operators.end(), filter.op) != operators.end();
  if (!known) return "operator '" + filter.op + "' is not known";
  if (is_association(filter.property))  // whether IN works here is not documented
    return filter.op == "EQ" && !filter.value.empty()
               ? std::nullopt
               : std::optional<std::string>("associations take EQ only");
  bool const missing = !state.calculated_phones && filter.property.starts_with("hs_searchable_calculated_");
  if (missing || !property(type, filter.property)) return "property '" + filter.property + "' does not exist";
  bool const list = filter.op == "IN" || filter.op == "NOT_IN";
  bool const bare = filter.op == "HAS_PROPERTY" || filter.op == "NOT_HAS_PROPERTY";
  if (list && filter.values.empty()) return "operator " + filter.op + " requires values";
  if (!list && !bare && filter.value.empty()) return "operator " + filter.op + " requires a value";
  return std::nullopt;
}

std::optional<Reply> read_groups(State const& state, ObjectType const& type, json::object const& body,
                                 Search& search) {
  std::size_t filters = 0;
  for (auto const& group : array_at(body, "filterGroups")) {
    if (!group.is_object()) return invalid_json();
    auto& into = search.groups.emplace_back();
    for (auto const& item : array_at(group.get_object(), "filters")) {
      if (!item.is_object()) return invalid_json();
      auto const& given = item.get_object();
      Filter filter{text_at(given, "propertyName"), text_at(given, "operator"), text_at(given, "value"), {}};
      for (auto const& value : array_at(given, "values"))
        if (value.is_string()) filter.values.emplace_back(value.get_string());
      if (auto const fault = fault_of(state, type, filter))
        return invalid("There was a problem with the request: " + *fault);
      into.push_back(std::move(filter));
    }
    filters += into.size();
    if (into.empty() || into.size() > most_filters_in_group)
      return invalid("A filter group has 1 to 6 filters");
  }
  if (search.groups.size() > most_groups) return invalid("The maximum number of filter groups is 5");
  if (filters > most_filters) return invalid("The maximum number of filters is 18");
  return std::nullopt;
}

Search read_search(State const& state, Call const& call) {
  if (!call.body.is_object()) return refused(invalid_json());
  if (call.request.body.size() > longest_body)
    return refused(invalid("The request body exceeds 3000 characters"));
  auto const& body = call.body.get_object();
  Search search;
  if (auto fault = read_groups(state, *call.type, body, search)) return refused(*std::move(fault));
  search.query = text_at(body, "query");
  auto const sorts = array_at(body, "sorts");
  if (sorts.size() > 1) return refused(invalid("Only one sort is allowed"));
  if (!sorts.empty() && sorts.front().is_object()) {
    search.sort = text_at(sorts.front().get_object(), "propertyName");
    search.descending = text_at(sorts.front().get_object(), "direction") == "DESCENDING";
    if (!property(*call.type, search.sort)) return refused(invalid("The sort's property does not exist"));
  }
  if (auto const* limit = body.if_contains("limit")) {
    if (!limit->is_int64() || limit->get_int64() < 0 || limit->get_int64() > most_on_page)
      return refused(invalid("limit must be between 0 and 200"));
    search.limit = limit->get_int64();
  }
  if (auto const after = text_at(body, "after"); !after.empty()) {
    auto const number = whole_number(after);
    if (!number || *number + search.limit > most_results)
      return refused(invalid("Paging beyond 10000 results is not possible"));
    search.after = *number;
  }
  return search;
}

bool compares(std::string const& op, std::string const& left, std::string const& right) {
  auto const a = whole_number(left), b = whole_number(right);
  bool const numbers = a && b;
  bool const less = numbers ? *a < *b : left < right;
  bool const equal = numbers ? *a == *b : lower(left) == lower(right);
  if (op == "EQ") return equal;
  if (op == "NEQ") return !equal;
  if (op == "LT") return less;
  if (op == "LTE") return less || equal;
  if (op == "GT") return !less && !equal;
  return op == "GTE" && !less;
}

// A time, which is shown as a text, is compared with one in milliseconds since 1970.
std::optional<std::string> comparable(Record const& record, Filter const& filter) {
  auto const in_milliseconds = [](SimTime time) {
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
  };
  if (whole_number(filter.value)) {
    if (filter.property.ends_with("lastmodifieddate")) return in_milliseconds(record.updated);
    if (filter.property.ends_with("createdate")) return in_milliseconds(record.created);
  }
  return value_of(record, filter.property);
}

bool comes_before(std::string const& a, std::string const& b) {
  auto const x = whole_number(a), y = whole_number(b);
  return x && y ? *x < *y : a < b;
}

bool fits(State& state, ObjectType const& type, Record const& record, Filter const& filter) {
  if (is_association(filter.property)) {
    for (auto const* other : {"contacts", "companies", "deals", "tickets"}) {
      if (object_type(other)->association != filter.property) continue;
      auto const ids = state.portal.linked({std::string(type.name), record.id}, other);
      return std::any_of(ids.begin(), ids.end(), [&](auto id) { return std::to_string(id) == filter.value; });
    }
    return false;
  }
  auto const value = comparable(record, filter);
  if (filter.op == "HAS_PROPERTY") return value.has_value();
  if (filter.op == "NOT_HAS_PROPERTY") return !value;
  if (filter.op == "CONTAINS_TOKEN") return value && contains_token(*value, filter.value);
  if (filter.op == "NOT_CONTAINS_TOKEN") return !value || !contains_token(*value, filter.value);
  // Values of a list are compared with the lower-case text, as documented.
  bool const listed =
      value && std::find(filter.values.begin(), filter.values.end(), lower(*value)) != filter.values.end();
  if (filter.op == "IN") return listed;
  if (filter.op == "NOT_IN") return !listed;
  return value && compares(filter.op, *value, filter.value);
}

bool found_by(State& state, ObjectType const& type, Record const& record, Search const& search) {
  if (!search.query.empty() && !fits_query(type, record, search.query)) return false;
  auto const fits_group = [&](auto const& group) {
    return std::all_of(group.begin(), group.end(),
                       [&](auto const& one) { return fits(state, type, record, one); });
  };
  return search.groups.empty() || std::any_of(search.groups.begin(), search.groups.end(), fits_group);
}

}  // namespace

Reply search_records(State& state, Call const& call) {
  auto search = read_search(state, call);
  if (search.refused) return *std::move(search.refused);
  std::vector<Record const*> found;
  for (auto const& [id, record] : state.portal.tables[std::string(call.type->name)]) {
    bool const indexed = record.created + state.index_lag <= state.now();
    if (indexed && !record.archived && found_by(state, *call.type, record, search)) found.push_back(&record);
  }
  if (!search.sort.empty())
    std::stable_sort(found.begin(), found.end(), [&](auto const* a, auto const* b) {
      auto const& [x, y] = search.descending ? std::pair(b, a) : std::pair(a, b);
      return comes_before(value_of(*x, search.sort).value_or(""), value_of(*y, search.sort).value_or(""));
    });
  auto const names = wanted_properties(*call.type, call.body);
  auto const total = static_cast<std::int64_t>(found.size());
  auto const end = std::min(total, search.after + search.limit);
  json::array results;
  for (auto i = search.after; i < end; ++i)
    results.push_back(shown(*call.type, *found[static_cast<std::size_t>(i)], names));
  json::object body{{"total", total}, {"results", std::move(results)}};
  if (end < total) body["paging"] = json::object{{"next", json::object{{"after", std::to_string(end)}}}};
  return json_response(200, body);
}

}  // namespace patchbay::sim::hubspot
