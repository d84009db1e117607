// Searching. How Pipedrive compares phone numbers is not documented; taken here, from what its users see: a
// number is found by any run of its digits, however either side is formatted, so other people's numbers come
// along.
#include <algorithm>
#include <cctype>

#include "crm_sim/pipedrive/endpoints.hpp"
#include "crm_sim/pipedrive/fields.hpp"
#include "crm_sim/pipedrive/replies.hpp"

namespace patchbay::sim::pipedrive {
namespace {

constexpr std::size_t most_related = 100;  // of each kind, for each person; nothing tells that there are more

std::string digits(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](unsigned char c) { return std::isdigit(c) != 0; });
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

struct Term {
  std::string text;
  bool phone = true;  // by phone, else by name
  bool exact = false;
};

bool matches(std::string_view value, std::string_view wanted, bool exact) {
  if (wanted.empty()) return false;
  return exact ? value == wanted : value.find(wanted) != std::string_view::npos;
}

bool hit(json::object const& person, Term const& term) {
  if (!term.phone) return matches(lower(person.at("name").get_string()), lower(term.text), term.exact);
  auto const wanted = digits(term.text);
  auto const& phones = person.at("phones").get_array();
  return std::any_of(phones.begin(), phones.end(), [&](json::value const& phone) {
    return matches(digits(phone.at("value").get_string()), wanted, term.exact);
  });
}

json::array plain_values(json::value const& values) {
  json::array out;
  for (auto const& one : values.get_array()) out.push_back(one.at("value"));
  return out;
}

json::value organization_of(Company const& company, json::value const& id) {
  if (!id.is_int64()) return nullptr;
  auto const found = company.organizations.find(id.get_int64());
  if (found == company.organizations.end()) return nullptr;
  return json::object{{"id", id}, {"name", found->second.at("name")}};
}

json::object scored(json::object item) { return {{"result_score", 0.5}, {"item", std::move(item)}}; }

json::object person_item(Company const& company, json::object const& person) {
  return scored({{"id", person.at("id")},
                 {"type", "person"},
                 {"name", person.at("name")},
                 {"phones", plain_values(person.at("phones"))},
                 {"emails", plain_values(person.at("emails"))},
                 {"visible_to", person.at("visible_to")},
                 {"owner", json::object{{"id", person.at("owner_id")}}},
                 {"organization", organization_of(company, person.at("org_id"))},
                 {"custom_fields", json::array()},
                 {"notes", json::array()}});
}

json::object person_link(json::object const& person) {
  return {{"id", person.at("id")}, {"name", person.at("name")}};
}

json::object deal_item(Company const& company, json::object const& deal, json::object const& person) {
  return scored({{"id", deal.at("id")},
                 {"type", "deal"},
                 {"title", deal.at("title")},
                 {"value", deal.at("value")},
                 {"currency", deal.at("currency")},
                 {"status", deal.at("status")},
                 {"visible_to", 3},
                 {"owner", json::object{{"id", deal.at("owner_id")}}},
                 {"stage", json::object{{"id", 1}, {"name", "Qualified"}}},
                 {"person", person_link(person)},
                 {"organization", organization_of(company, deal.at("org_id"))},
                 {"is_archived", deal.at("is_archived")}});
}

json::object lead_item(Company const& company, json::object const& lead, json::object const& person) {
  return scored({{"id", lead.at("id")},
                 {"type", "lead"},
                 {"title", lead.at("title")},
                 {"owner", json::object{{"id", lead.at("owner_id")}}},
                 {"person", person_link(person)},
                 {"organization", organization_of(company, lead.at("organization_id"))},
                 {"visible_to", 3},
                 {"is_archived", lead.at("is_archived")}});
}

// The newest deals and leads of a person, newest first.
void add_related(Company const& company, json::object const& person, json::array& out) {
  std::size_t count = 0;
  for (auto at = company.deals.rbegin(); at != company.deals.rend() && count < most_related; ++at) {
    auto const& deal = at->second;
    if (deal.at("person_id") != person.at("id") || deal.at("is_deleted").get_bool()) continue;
    out.push_back(deal_item(company, deal, person));
    ++count;
  }
  count = 0;
  for (auto at = company.leads.rbegin(); at != company.leads.rend() && count < most_related; ++at) {
    if (at->at("person_id") != person.at("id")) continue;
    out.push_back(lead_item(company, *at, person));
    ++count;
  }
}

struct Search {
  Term term;
  Page page;
  std::optional<Reply> refused;
};

// UTF-8: what does not continue a character begins one.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

Search read_search(crm::HttpExchangeRequest const& request, std::size_t most) {
  Search search;
  auto const exact = request.parameter("exact_match").value_or("false");
  auto const fields = request.parameter("fields").value_or("name");
  search.term = {request.parameter("term").value_or(""), fields == "phone", exact == "true"};
  search.page = read_page(request, most);
  if (search.page.refused) search.refused = search.page.refused;
  if (exact != "true" && exact != "false")
    search.refused = bad_request("Parameter 'exact_match' must be a boolean.");
  if (fields != "phone" && fields != "name") search.refused = bad_request("Parameter 'fields' is invalid.");
  if (characters(search.term.text) < (search.term.exact ? 1u : 2u))
    search.refused = bad_request("Search term must be at least 2 characters long.");
  return search;
}

std::vector<json::object> found(Company const& company, Term const& term) {
  std::vector<json::object> out;
  for (auto const& [id, person] : company.persons)
    if (!person.at("is_deleted").get_bool() && hit(person, term)) out.push_back(person);
  return out;
}

Reply answer(Company const& company, Search const& search, bool related) {
  auto const persons = found(company, search.term);
  json::array items;
  json::array others;
  for (auto i = search.page.offset; i < persons.size() && i < search.page.offset + search.page.limit; ++i) {
    items.push_back(person_item(company, persons[i]));
    if (related) add_related(company, persons[i], others);
  }
  json::object data{{"items", std::move(items)}};
  if (related) data["related_items"] = std::move(others);
  return success(std::move(data), json::object{{"next_cursor", next_cursor(persons.size(), search.page)}});
}

}  // namespace

Reply search_persons(State& state, Call const& call) {
  if (auto refused =
          check_query(call.request, {"term", "fields", "exact_match", "organization_id", "limit", "cursor"}))
    return *refused;
  auto const search = read_search(call.request, 500);
  return search.refused ? *search.refused : answer(state.company, search, false);
}

Reply search_items(State& state, Call const& call) {
  if (auto refused = check_query(call.request, {"term", "item_types", "fields", "search_for_related_items",
                                                "exact_match", "limit", "cursor"}))
    return *refused;
  auto const search = read_search(call.request, 100);
  if (search.refused) return *search.refused;
  if (call.request.parameter("item_types").value_or("person") != "person")
    return bad_request("The simulator searches persons only.");
  auto const related = call.request.parameter("search_for_related_items").value_or("false");
  if (related != "true" && related != "false")
    return bad_request("Parameter 'search_for_related_items' must be a boolean.");
  return answer(state.company, search, related == "true");
}

}  // namespace patchbay::sim::pipedrive
