// What a request says, without the network: looking up headers and parameters, percent-decoding.
#include <algorithm>
#include <cctype>

#include "crm/http_server.hpp"
#include "crm/percent.hpp"

namespace patchbay::crm {

namespace {

bool same_name(std::string_view a, std::string_view b) {
  auto const same = [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string HttpExchangeRequest::header(std::string_view name) const {
  for (auto const& [key, value] : headers) {
    if (same_name(key, name)) return value;
  }
  return {};
}

std::optional<std::string> HttpExchangeRequest::parameter(std::string_view name) const {
  for (auto const& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    auto const low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string percent_encoded(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (unsigned char const c : text) {
    auto const unreserved = std::isalnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
    if (unreserved) {
      out += static_cast<char>(c);
    } else {
      out += '%';
      out += digits[c >> 4];
      out += digits[c & 15];
    }
  }
  return out;
}

HttpFields parse_query(std::string_view text) {
  HttpFields out;
  while (!text.empty()) {
    auto const pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    if (pair.empty()) continue;
    auto const equals = std::min(pair.find('='), pair.size());
    auto const value = pair.substr(std::min(equals + 1, pair.size()));
    out.emplace_back(percent_decoded(pair.substr(0, equals), true), percent_decoded(value, true));
  }
  return out;
}

}  // namespace patchbay::crm
