// GET /{module}/search: by criteria, e-mail, phone or word, of which only the first counts.
#include <algorithm>
#include <cctype>
#include <regex>

#include "crm_sim/zoho/criteria.hpp"
#include "crm_sim/zoho/endpoints.hpp"

namespace patchbay::sim::zoho {
namespace {

constexpr std::size_t most_conditions = 10;  // older documentation; newer says 15

std::string parameter(Call const& call, std::string_view name) {
  return call.request.parameter(name).value_or("");
}

std::string digits(std::string_view text) {
  std::string out;
  for (unsigned char const c : text)
    if (std::isdigit(c)) out += static_cast<char>(c);
  return out;
}

std::string value_of(State const& state, Module const& module, Record const& record, std::string_view field) {
  auto const all = shown(state, module, record, {std::string(field)});
  return text_at(all, field);
}

// Whether any field of this type fits.
bool any_of_type(State const& state, Module const& module, Record const& record, std::string_view type,
                 auto const& fits) {
  return std::any_of(module.fields.begin(), module.fields.end(), [&](Field const& field) {
    return (type.empty() || field.type == type) && fits(value_of(state, module, record, field.api_name));
  });
}

bool has_phone(State const& state, Module const& module, Record const& record, std::string const& wanted) {
  return any_of_type(state, module, record, "phone", [&](std::string const& stored) {
    if (state.quirks.phone_match == "literal") return stored.find(wanted) != std::string::npos;
    return !stored.empty() && digits(stored).find(digits(wanted)) != std::string::npos;
  });
}

using Fits = std::function<bool(Record const&)>;

struct Search {
  Fits fits;
  std::optional<Reply> refused;
};

Search by_criteria(State const& state, Call const& call, std::string const& text) {
  auto const criteria = parse_criteria(text);
  if (!criteria) return {{}, failure(400, "INVALID_QUERY", "Invalid query formed", {{"reason", "criteria"}})};
  if (criteria->conditions() > most_conditions)
    return {{}, failure(400, "LIMIT_EXCEEDED", "too many criteria", {{"limit", most_conditions}})};
  std::string unknown;
  criteria->fits([&](std::string const& field) {
    if (!field_of(*call.module, field)) unknown = field;
    return std::string();
  });
  if (!unknown.empty())
    return {{}, failure(400, "INVALID_QUERY", "Invalid query formed", {{"api_name", unknown}})};
  return {[&state, &module = *call.module, criteria = *criteria](Record const& record) {
            return criteria.fits(
                [&](std::string const& field) { return value_of(state, module, record, field); });
          },
          {}};
}

Search by_phone(State const& state, Call const& call, std::string const& phone) {
  static std::regex const form(R"([+]?[0-9\s\-\(\)\.]+)");
  if (phone.size() < 3 || phone.size() > 50 || !std::regex_match(phone, form))
    return {{}, invalid_parameter("phone", "phone")};
  return {[&state, &module = *call.module, phone](Record const& record) {
            return has_phone(state, module, record, phone);
          },
          {}};
}

Search search_of(State const& state, Call const& call) {
  if (auto const text = parameter(call, "criteria"); !text.empty()) return by_criteria(state, call, text);
  auto const& module = *call.module;
  if (auto const email = parameter(call, "email"); !email.empty())
    return {[&state, &module, email](Record const& record) {
              return any_of_type(state, module, record, "email",
                                 [&](auto const& stored) { return lower(stored) == lower(email); });
            },
            {}};
  if (auto const phone = parameter(call, "phone"); !phone.empty()) return by_phone(state, call, phone);
  auto const word = parameter(call, "word");
  if (word.empty())
    return {{},
            failure(400, "REQUIRED_PARAM_MISSING", "One of the expected parameter is missing",
                    {{"params", json::array{"criteria", "email", "phone", "word"}}})};
  if (word.size() < 2) return {{}, invalid_parameter("word")};
  return {[&state, &module, word](Record const& record) {
            return any_of_type(state, module, record, "", [&](auto const& stored) {
              return lower(stored).find(lower(word)) != std::string::npos;
            });
          },
          {}};
}

}  // namespace

Reply search_records(State& state, Call const& call) {
  if (auto no = refused(state, call, "READ")) return *std::move(no);
  if (!call.grant.allows("ZohoSearch.securesearch.READ")) return scope_mismatch();
  if (auto fault = fault_in_paging(call)) return *std::move(fault);
  auto search = search_of(state, call);
  if (search.refused) return *std::move(search.refused);
  std::vector<Record const*> found;
  for (auto const& [id, record] : state.org.tables[std::string(call.module->api_name)]) {
    auto const* converted = record.fields.if_contains("Converted__s");
    bool const passed_over = record.deleted || (converted && converted->is_bool() && converted->get_bool());
    bool const indexed = record.created + state.quirks.index_lag <= state.now();
    if (indexed && !passed_over && search.fits(record)) found.push_back(&record);
  }
  return page_of(state, call, found);
}

}  // namespace patchbay::sim::zoho
