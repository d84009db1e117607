#include "crm/html.hpp"

#include <algorithm>

namespace patchbay::crm {

namespace {

// No script, nothing from elsewhere; a form may end at an application on this machine (the answer to the
// consent page).
constexpr char security_policy[] =
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' http://127.0.0.1:*; base-uri "
    "'none'; "
    "frame-ancestors 'none'";

constexpr char icon[] =
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' "
    "height='32' rx='9' "
    "fill='%23c2703d'/%3E%3Cpath d='M8 20q4-9 8 0t8 0' fill='none' stroke='white' stroke-width='3.4' "
    "stroke-linecap='round'/%3E%3C/svg%3E";

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (auto const c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

HttpExchangeResponse page(int status, std::string_view title, std::string_view body) {
  std::string html =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escaped(title) +
      " · Sandbox CRM</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" href=\"" +
      std::string(icon) +
      "\"><link rel=\"stylesheet\" href=\"/style.css\"></head><body><header><a class=\"brand\" href=\"/\">"
      "Sandbox CRM</a><span>Patchbay’s practice CRM: nobody here is real</span></header><main>";
  html += body;
  html +=
      "</main><footer>API at <code>/api/v1</code> · sign in with OAuth, or with the API key "
      "<code>sandbox</code></footer>"
      "</body></html>";
  return {.status = status,
          .headers = {{"Content-Type", "text/html; charset=utf-8"},
                      {"Content-Security-Policy", security_policy},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Referrer-Policy", "no-referrer"},
                      {"Cache-Control", "no-store"}},
          .body = std::move(html)};
}

std::string nice_time(std::string_view iso) {
  constexpr char const* months[] = {"January", "February", "March",     "April",   "May",      "June",
                                    "July",    "August",   "September", "October", "November", "December"};
  if (iso.size() < 16) return escaped(iso);
  auto const month = std::clamp((iso[5] - '0') * 10 + (iso[6] - '0'), 1, 12);
  auto const day = iso.substr(iso[8] == '0' ? 9 : 8, iso[8] == '0' ? 1 : 2);
  return std::string(day) + " " + months[month - 1] + " " + std::string(iso.substr(0, 4)) + ", " +
         std::string(iso.substr(11, 5)) + " UTC";
}

std::string nice_duration(long long seconds) {
  auto const hours = seconds / 3600;
  auto const minutes = seconds / 60 % 60;
  std::string out;
  if (hours > 0) out += std::to_string(hours) + " h ";
  if (minutes > 0) out += std::to_string(minutes) + " min ";
  if (seconds % 60 > 0 || out.empty()) out += std::to_string(seconds % 60) + " s ";
  out.pop_back();
  return out;
}

}  // namespace patchbay::crm
