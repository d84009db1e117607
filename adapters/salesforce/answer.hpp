// What Salesforce's answers mean: a document, or an error that says truly what happened; and the words of its
// two query languages. Pure functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"
#include "patchbay/words.hpp"

namespace patchbay::salesforce {

// A resource of the REST API, whose version stands here and nowhere else.
inline std::string rest(std::string_view path) { return "/services/data/v66.0" + std::string(path); }

// The answer's JSON document; null where Salesforce has nothing to say (204). Error: what the host said, or
// what Salesforce's status and errors say.
Result<json::value> document(Result<Response> const& reply);
// The id of a record that was made. An answer of success that cannot be read is unknown_outcome: the record
// may well be there.
Result<std::string> created(Result<Response> const& reply);

// What an org or a user may lack without being wrong: an object, a field.
bool lacks_field(Result<Response> const& reply);
bool lacks_object(Result<Response> const& reply);

// The kinds of records by the first characters of their ids.
inline constexpr std::string_view contacts = "003", leads = "00Q", accounts = "001", opportunities = "006",
                                  cases = "500", tasks = "00T", users = "005";
// Whether this is the id of such a record; of any record where `prefix` is empty.
bool is_id(std::string_view id, std::string_view prefix = {});

Request query(std::string const& soql);
// All rows, page after page. `first` is query()'s answer.
Result<json::array> all_rows(Http& http, Result<Response> const& first);
// ('a','b'), for IN. REQUIRES: ids.
std::string list_of(std::vector<std::string> const& ids);
// A word of a SOSL search with its reserved characters escaped.
std::string search_word(std::string_view word);

}  // namespace patchbay::salesforce
