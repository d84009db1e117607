#include "crm/consent.hpp"

#include <algorithm>
#include <cctype>

#include "crm/html.hpp"
#include "crm/oauth.hpp"
#include "crm/percent.hpp"
#include "crm/token.hpp"

namespace patchbay::crm {

namespace {

using namespace std::chrono_literals;
constexpr auto code_lifetime = 5min;
constexpr std::size_t challenge_size = 43;  // SHA-256 in base64url

struct Authorization {
  std::string redirect_uri;
  std::string state;
  std::string challenge;
  std::string scope;
  char const* client_fault = nullptr;  // nobody to send the browser back to
  char const* fault = nullptr;         // OAuth's word, to be sent back
};

// A desktop application listens on this machine, on whatever port is free (RFC 8252 §7.3).
bool is_loopback_callback(std::string_view uri) {
  constexpr std::string_view origin = "http://127.0.0.1";
  if (!uri.starts_with(origin)) return false;
  uri.remove_prefix(origin.size());
  if (uri.starts_with(':')) {
    auto const is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    uri = std::string_view(std::find_if_not(uri.begin() + 1, uri.end(), is_digit), uri.end());
  }
  return uri == "/callback";
}

bool is_scope(std::string_view scope) {
  return scope == "read write" || scope == "write read" || scope == "read" || scope == "write";
}

Authorization authorization_of(HttpFields const& form) {
  auto const value = [&](std::string_view name) {
    auto const found =
        std::find_if(form.begin(), form.end(), [&](auto const& pair) { return pair.first == name; });
    return found == form.end() ? std::string() : found->second;
  };
  Authorization out{value("redirect_uri"), value("state"), value("code_challenge"), value("scope")};
  if (out.scope.empty()) out.scope = "read write";
  if (value("client_id") != client_id) {
    out.client_fault = "No application with this client_id is known here.";
  } else if (!is_loopback_callback(out.redirect_uri)) {
    out.client_fault = "The redirect_uri must be http://127.0.0.1:PORT/callback.";
  } else if (value("response_type") != "code") {
    out.fault = "unsupported_response_type";
  } else if (value("code_challenge_method") != "S256" || out.challenge.size() != challenge_size) {
    out.fault = "invalid_request";
  } else if (!is_scope(out.scope)) {
    out.fault = "invalid_scope";
  }
  return out;
}

HttpExchangeResponse send_back(Authorization const& to, std::string const& answer) {
  auto location = to.redirect_uri + "?" + answer;
  if (!to.state.empty()) location += "&state=" + percent_encoded(to.state);
  return {.status = 303, .headers = {{"Location", location}, {"Cache-Control", "no-store"}}};
}

HttpExchangeResponse client_fault_page(char const* fault) {
  return page(
      400, "Cannot sign in",
      "<section class=\"card narrow\"><h1>Cannot sign in</h1><p>" + escaped(fault) + "</p></section>");
}

std::string hidden_fields(HttpFields const& query) {
  std::string out;
  for (auto const& [name, value] : query) {
    if (name == "decision") continue;
    out += "<input type=\"hidden\" name=\"" + escaped(name) + "\" value=\"" + escaped(value) + "\">";
  }
  return out;
}

}  // namespace

HttpExchangeResponse consent_page(HttpFields const& query) {
  auto const asked = authorization_of(query);
  if (asked.client_fault) return client_fault_page(asked.client_fault);
  if (asked.fault) return send_back(asked, std::string("error=") + asked.fault);
  auto const may_write = asked.scope.find("write") != std::string::npos;
  return page(200, "Allow Patchbay?",
              "<section class=\"card narrow\"><p class=\"eyebrow\">Sign in to Sandbox CRM</p>"
              "<h1>Allow Patchbay to use this CRM?</h1>"
              "<p>You are signed in as <strong>Robin Ashby</strong>. Patchbay on this computer asks to</p>"
              "<ul class=\"asks\"><li>see contacts, their deals, calls and messages</li>" +
                  std::string(may_write ? "<li>add contacts, and log calls and messages</li>" : "") +
                  "</ul><form method=\"post\" action=\"/oauth/authorize\" class=\"decide\">" +
                  hidden_fields(query) +
                  "<button name=\"decision\" value=\"allow\" class=\"primary\">Allow</button>"
                  "<button name=\"decision\" value=\"deny\">Deny</button></form></section>");
}

HttpExchangeResponse decide_consent(Database& database, HttpFields const& form, Time now) {
  auto const asked = authorization_of(form);
  if (asked.client_fault) return client_fault_page(asked.client_fault);
  if (asked.fault) return send_back(asked, std::string("error=") + asked.fault);
  auto const allowed =
      std::find(form.begin(), form.end(), std::pair<std::string, std::string>("decision", "allow"));
  if (allowed == form.end()) return send_back(asked, "error=access_denied");
  auto const code = random_token();
  database.insert("codes", {{"hash", sha256(code)},
                            {"redirect_uri", asked.redirect_uri},
                            {"challenge", asked.challenge},
                            {"scope", asked.scope},
                            {"expires_at", (now + code_lifetime).time_since_epoch().count()}});
  return send_back(asked, "code=" + percent_encoded(code));
}

}  // namespace patchbay::crm
