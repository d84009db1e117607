#include <algorithm>

#include "crm_sim/clio/endpoints.hpp"

namespace patchbay::sim::clio {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// "open,pending" as a list. None: one of them is no status.
std::optional<std::vector<std::string>> statuses(std::string_view text) {
  std::vector<std::string> out(1);
  for (char const c : text) {
    if (c == ',')
      out.emplace_back();
    else
      out.back() += c;
  }
  bool const known = std::all_of(out.begin(), out.end(), [](auto const& one) {
    return one == "open" || one == "pending" || one == "closed";
  });
  return known ? std::optional(out) : std::nullopt;
}

// The number in the query parameter, or an id that no record has.
std::optional<std::int64_t> wanted_id(Call const& call, std::string_view name) {
  auto const text = call.request.parameter(name);
  return text ? std::optional(whole_number(*text).value_or(-1)) : std::nullopt;
}

}  // namespace

Reply list_matters(State& state, Call const& call) {
  if (auto refused = check_query(call.request, {"client_id", "status", "query", "updated_since"}))
    return *refused;
  auto const client = wanted_id(call, "client_id");
  auto const wanted = statuses(call.request.parameter("status").value_or("open,pending,closed"));
  if (client == -1 || !wanted) return bad_request("ArgumentError", "client_id or status is invalid");
  Rows rows;
  for (auto const& [id, matter] : state.firm.matters) {
    auto const status = lower(matter.at("status").get_string());
    bool const fits = std::find(wanted->begin(), wanted->end(), status) != wanted->end();
    if (fits && (!client || matter.at("client_id") == *client)) rows.push_back(&matter);
  }
  return paged(state, call, matter_shape(), rows);
}

Reply list_relationships(State& state, Call const& call) {
  if (auto refused = check_query(call.request, {"contact_id", "matter_id", "updated_since"})) return *refused;
  auto const contact = wanted_id(call, "contact_id");
  if (contact == -1) return bad_request("ArgumentError", "contact_id is invalid");
  Rows rows;
  for (auto const& [id, relationship] : state.firm.relationships)
    if (!contact || relationship.at("contact_id") == *contact) rows.push_back(&relationship);
  return paged(state, call, relationship_shape(), rows);
}

}  // namespace patchbay::sim::clio
