#include "auth/loopback_page.hpp"

#include <algorithm>
#include <cctype>

namespace patchbay {
namespace {

constexpr std::string_view headers =
    "\r\nContent-Type: text/html; charset=utf-8"
    "\r\nCache-Control: no-store"
    "\r\nConnection: close"
    "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
    "\r\nCross-Origin-Resource-Policy: same-origin"
    "\r\nReferrer-Policy: no-referrer"
    "\r\nX-Content-Type-Options: nosniff"
    "\r\nContent-Length: ";

constexpr std::string_view before_title =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Patchbay</title>\n"
    "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32em;margin:20vh auto;padding:0 1em}</style>\n"
    "</head><body><h1>";

std::string page(std::string_view status, std::string_view title, std::string_view words) {
  std::string body(before_title);
  body.append(title).append("</h1><p>").append(words).append("</p></body></html>\n");
  std::string reply = "HTTP/1.1 ";
  reply.append(status).append(headers).append(std::to_string(body.size()));
  return reply.append("\r\n\r\n").append(body);
}

bool same_letters(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

// Takes a line off the front, without its end.
std::string_view next_line(std::string_view& text) {
  auto const end = text.find("\r\n");
  auto const line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
  return line;
}

std::string_view host_in(std::string_view head) {
  next_line(head);
  while (!head.empty()) {
    auto const line = next_line(head);
    auto const colon = line.find(':');
    if (colon != std::string_view::npos && same_letters(line.substr(0, colon), "host"))
      return trimmed(line.substr(colon + 1));
  }
  return {};
}

// "/callback?code=..." of "GET /callback?code=... HTTP/1.1"; empty for another method or another protocol.
std::string_view target_in(std::string_view head) {
  auto line = next_line(head);
  constexpr std::string_view method = "GET ", version = " HTTP/1.";
  auto const end = line.rfind(version);
  if (!line.starts_with(method) || end == std::string_view::npos || end < method.size()) return {};
  return line.substr(method.size(), end - method.size());
}

}  // namespace

std::string refusal_of(std::string_view head, std::string_view authority, std::string_view path) {
  auto const target = target_in(head);
  if (target.empty())
    return page("405 Method Not Allowed", "Not here", "Patchbay only waits for the end of a sign-in.");
  bool const ours = same_letters(host_in(head), authority) && target.substr(0, target.find('?')) == path;
  return ours ? std::string()
              : page("404 Not Found", "Not here", "Patchbay only waits for the end of a sign-in.");
}

std::string_view query_in(std::string_view head) {
  auto const target = target_in(head);
  auto const mark = target.find('?');
  return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

std::string arrived_page() {
  return page("200 OK", "You can close this tab",
              "Patchbay has the CRM's answer and goes on in its own panel.");
}

std::string stray_page() {
  return page("400 Bad Request", "This is another sign-in",
              "Patchbay waits for the end of a different sign-in. Start again from its panel.");
}

std::string too_large_page() {
  return page("431 Request Header Fields Too Large", "Too much", "This request is larger than any sign-in.");
}

}  // namespace patchbay
