// SOQL: SELECT fields FROM one object, and the pages of what it finds.
#include <algorithm>

#include "crm_sim/salesforce/endpoints.hpp"

namespace patchbay::sim::salesforce {
namespace {

constexpr std::size_t smallest_batch = 200;

struct Query {
  ObjectType const* type = nullptr;
  bool count = false;
  Selection selection;
};

Query read_query(State const& state, std::string const& text) {
  Tokens tokens(text);
  Query query;
  tokens.expect_word("SELECT");
  std::vector<std::string> names;
  do {
    auto const token = tokens.take();
    if (token.kind != Token::word) malformed_query("unexpected token: '" + token.text + "'");
    names.push_back(token.text);
  } while (tokens.take_symbol(","));
  if (names.size() == 1 && same_word(names.front(), "COUNT") && tokens.take_symbol("(")) {
    tokens.expect_symbol(")");
    query.count = true;
    names.clear();
  }
  tokens.expect_word("FROM");
  query.type = &visible_type(tokens.take().text, state.hidden);
  for (auto const& name : names) query.selection.fields.push_back(path_of(*query.type, name));
  if (tokens.take_word("WHERE")) query.selection.condition = read_condition(tokens, *query.type, state.org);
  read_tail(tokens, *query.type, query.selection);
  if (tokens.peek().kind != Token::end) malformed_query("unexpected token: '" + tokens.peek().text + "'");
  return query;
}

// Rows of one answer: what the request wants, within what Salesforce allows.
std::size_t batch_of(State const& state, Call const& call) {
  auto const wish = call.request.header("Sforce-Query-Options");
  auto const at = wish.find("batchSize=");
  if (at == std::string::npos) return state.batch_size;
  auto const rows = static_cast<std::size_t>(std::strtoul(wish.c_str() + at + 10, nullptr, 10));
  return std::clamp(rows, smallest_batch, std::size_t{2000});
}

json::object page(State& state, Call const& call, json::array rows, std::size_t total) {
  auto const batch = batch_of(state, call);
  json::object out{{"totalSize", total}, {"done", rows.size() <= batch}};
  if (rows.size() > batch) {
    auto const cut = rows.begin() + static_cast<std::ptrdiff_t>(batch);
    auto const locator = "01g5g0000000" + std::to_string(++state.last_cursor) + "-" + std::to_string(batch);
    state.cursors[locator] = {json::array(cut, rows.end()), total};
    rows.erase(cut, rows.end());
    out["nextRecordsUrl"] = "/services/data/" + call.version + "/query/" + locator;
  }
  out["records"] = std::move(rows);
  return out;
}

}  // namespace

Reply run_query(State& state, Call const& call) {
  auto const text = call.request.parameter("q");
  if (!text || text->empty()) malformed_query("A query string has to be specified");
  auto const query = read_query(state, *text);
  bool const with_deleted = call.request.path.ends_with("/queryAll");
  std::vector<Record const*> found;
  for (auto const& [id, record] : state.org.records) {
    if (record.type != query.type || (record.deleted && !with_deleted)) continue;
    if (!query.selection.condition || query.selection.condition(record)) found.push_back(&record);
  }
  arrange(state.org, query.selection, found);
  json::array rows;
  if (!query.count)
    for (auto const* record : found)
      rows.push_back(shown(state.org, *record, query.selection.fields, call.version));
  return json_response(200, page(state, call, std::move(rows), found.size()));
}

Reply query_more(State& state, Call const& call) {
  auto const at = state.cursors.find(call.id);
  if (at == state.cursors.end()) throw Refusal{400, "INVALID_QUERY_LOCATOR", "invalid query locator"};
  auto cursor = std::move(at->second);
  state.cursors.erase(at);
  return json_response(200, page(state, call, std::move(cursor.records), cursor.total));
}

}  // namespace patchbay::sim::salesforce
