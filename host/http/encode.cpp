#include "http/encode.hpp"

namespace patchbay {
namespace {

bool unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

std::string percent_encode(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (char const c : text) {
    if (unreserved(c)) {
      encoded += c;
      continue;
    }
    auto const byte = static_cast<unsigned char>(c);
    encoded += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return encoded;
}

std::string form_encode(std::vector<std::pair<std::string, std::string>> const& fields) {
  std::string encoded;
  for (auto const& [name, value] : fields) {
    if (!encoded.empty()) encoded += '&';
    encoded += percent_encode(name) + '=' + percent_encode(value);
  }
  return encoded;
}

}  // namespace patchbay
