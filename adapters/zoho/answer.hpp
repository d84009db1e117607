// What Zoho's answers mean, whether they come alone or in a composite: a document, or an error that says
// truly what happened. Pure functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::zoho {

inline constexpr char api[] = "/crm/v8";  // the API's version stands here and nowhere else

// "/crm/v8/Calls/12"; the id is percent-encoded.
std::string path_of(std::string_view module, std::string_view id = {});

// The answer's JSON document; null where Zoho has nothing to say (204, 304). Error: what the host said, or
// what Zoho's status and body say.
Result<json::value> document(Result<Response> const& reply);

// The items of a list in it, and the first of them. Where there is no answer, or no such list: none, and
// null.
json::array items(Result<json::value> const& answer, std::string_view list);
json::value first(Result<json::value> const& answer, std::string_view list);

// Of a write of one record: the "details" of its row, with its "id". Zoho refuses a record inside an answer
// of any status. An answer of success that cannot be read is unknown_outcome: the record may well be there.
Result<json::value> written(Result<Response> const& reply);

// The body of such a write.
json::object one_record(json::object fields);

// A query in Zoho's own language.
Request query(std::string const& coql);

// Whether there are more records than these.
bool has_more(json::value const& answer);

// A call within a composite request. References to the answers of earlier ones ("@{1:$.data[0].id}") may
// stand in it.
struct Part {
  std::string method;
  std::string uri;
  json::object params = {};  // texts, as they are
  json::value body = {};
};
Request composite(std::vector<Part> const& parts);

// The answers to the parts, as if each had come alone. A part that was not run has failed.
std::vector<Result<Response>> answers_to(Result<Response> const& reply, std::size_t parts);

// What an account or a user may lack without being wrong: a module, a field of it.
bool lacks_module(Result<json::value> const& answer);
bool lacks_field(Result<json::value> const& answer);

bool is_number(std::string_view id);

// "2026-11-21T09:00:00+00:00": Zoho wants the offset in figures.
std::string with_offset(UtcTime time);

// The member of the scope's variables, or empty.
std::string variable(Scope const& scope, std::string const& name);

}  // namespace patchbay::zoho
