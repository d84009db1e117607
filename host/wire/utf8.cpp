#include "wire/utf8.hpp"

#include <iterator>

#include <boost/nowide/utf/utf.hpp>

namespace patchbay::wire {
namespace {

namespace utf = boost::nowide::utf;
using Traits = utf::utf_traits<char>;

}  // namespace

bool is_utf8(std::string_view bytes) {
  char const* at = bytes.data();
  char const* const end = at + bytes.size();
  while (at != end) {
    if (!utf::is_valid_codepoint(Traits::decode(at, end))) return false;
  }
  return true;
}

std::string repaired_utf8(std::string_view bytes) {
  constexpr utf::code_point replacement = 0xFFFD;
  std::string text;
  text.reserve(bytes.size());
  char const* at = bytes.data();
  char const* const end = at + bytes.size();
  while (at != end) {
    char const* next = at;
    auto const point = Traits::decode(next, end);
    bool const valid = utf::is_valid_codepoint(point);
    Traits::encode(valid ? point : replacement, std::back_inserter(text));
    at = valid ? next : at + 1;  // one byte only: what follows a broken byte may be whole again
  }
  return text;
}

}  // namespace patchbay::wire
