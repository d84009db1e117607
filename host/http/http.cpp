#include "http/http.hpp"

#include <boost/algorithm/string/predicate.hpp>

namespace patchbay {

std::string_view HttpResponse::header(std::string_view name) const {
  for (auto const& header : headers)
    if (boost::algorithm::iequals(header.name, name, std::locale::classic())) return header.value;
  return {};
}

}  // namespace patchbay
