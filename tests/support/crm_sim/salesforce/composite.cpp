// Several requests in one: /composite. Each has an answer of its own; the whole counts as one request.
#include <algorithm>
#include <cctype>
#include <set>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "crm_sim/salesforce/endpoints.hpp"

namespace patchbay::sim::salesforce {
namespace {

constexpr std::size_t most_parts = 25, most_queries = 5;

struct Part {
  std::string method;
  std::string url;
  std::string reference;
  json::value body;
};

std::string text_at(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value ? text_of(*value) : std::string();
}

bool is_reference(std::string_view text) {
  return !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

// What may be asked for inside of a composite request: records, queries, collections. No search.
bool is_offered(std::string const& url, std::string const& version) {
  auto const base = "/services/data/" + version;
  auto const path = url.substr(0, url.find('?'));
  if (!path.starts_with(base + "/")) return false;
  auto const resource = std::string_view(path).substr(base.size());
  return resource.starts_with("/sobjects/") || resource.starts_with("/composite/sobjects") ||
         resource == "/query" || resource == "/query/" || resource.starts_with("/query/") ||
         resource == "/queryAll";
}

bool counts_as_query(std::string const& url) {
  return url.find("/query") != std::string::npos || url.find("/composite/sobjects") != std::string::npos;
}

std::vector<Part> parts_of(Call const& call) {
  auto const* list = call.body.is_object() ? call.body.get_object().if_contains("compositeRequest") : nullptr;
  if (!list || !list->is_array() || list->get_array().empty())
    throw Refusal{400, "JSON_PARSER_ERROR", "'compositeRequest' is expected"};
  std::vector<Part> parts;
  std::set<std::string> references;
  std::size_t queries = 0;
  for (auto const& item : list->get_array()) {
    if (!item.is_object()) throw Refusal{400, "JSON_PARSER_ERROR", "a subrequest is expected"};
    auto const& wish = item.get_object();
    auto const* body = wish.if_contains("body");
    parts.push_back({text_at(wish, "method"), text_at(wish, "url"), text_at(wish, "referenceId"),
                     body ? *body : json::value()});
    auto const& part = parts.back();
    if (!is_reference(part.reference) || !references.insert(part.reference).second)
      throw Refusal{400, "INVALID_INPUT",
                    "Provided referenceId ('" + part.reference +
                        "') is not unique, or must start with a letter or a number and contain only letters, "
                        "numbers and underscores"};
    if (!is_offered(part.url, call.version))
      throw Refusal{400, "INVALID_INPUT",
                    "Invalid URL for a composite subrequest: " + part.url.substr(0, 60)};
    queries += counts_as_query(part.url) ? 1 : 0;
  }
  if (parts.size() > most_parts)
    throw Refusal{400, "LIMIT_EXCEEDED", "Limit reached: a composite request takes 25 subrequests"};
  if (queries > most_queries)
    throw Refusal{400, "LIMIT_EXCEEDED", "Limit reached: a composite request takes 5 query subrequests"};
  return parts;
}

json::object result_of(Part const& part, int status, json::value body) {
  return {{"body", std::move(body)},
          {"httpHeaders", json::object()},
          {"httpStatusCode", status},
          {"referenceId", part.reference}};
}

}  // namespace

Reply run_composite(State& state, Call const& call) {
  auto const parts = parts_of(call);
  auto const* wish = call.body.get_object().if_contains("allOrNone");
  bool const all_or_none = wish && wish->is_bool() && wish->get_bool();
  auto const before = state.org;
  json::array results;
  bool failed = false;
  for (auto const& part : parts) {
    auto const body = part.body.is_null() ? std::string() : json::serialize(part.body);
    auto const answer =
        act(state, exchange_request(part.method, part.url, {{"Content-Type", "application/json"}}, body));
    boost::system::error_code none;
    results.push_back(result_of(part, answer.status, json::parse(answer.body, none)));
    failed = failed || answer.status >= 300;
  }
  if (failed && all_or_none) {
    state.org = before;
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (results[i].at("httpStatusCode").as_int64() < 300)
        results[i] = result_of(
            parts[i], 400,
            error_list(
                {400, "PROCESSING_HALTED",
                 "The transaction was rolled back since another operation in the same transaction failed."}));
  }
  return json_response(200, json::object{{"compositeResponse", std::move(results)}});
}

}  // namespace patchbay::sim::salesforce
