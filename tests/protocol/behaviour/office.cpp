#include "protocol/behaviour/office.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace patchbay::test {
namespace {

constexpr char after_sign_in[] =
    "Saved. It goes to the CRM after a new sign-in.";  // a log whose sign-in ended

json::object configuration(Vendor const& vendor, std::string const& url, std::uint16_t port) {
  return {{vendor.name,
           json::object{
               {"base_url", url}, {"client_id", vendor.client_id}, {"redirect_ports", json::array{port}}}}};
}

// What stands below a message, the CRM's own words aside.
std::string detail_of(json::object const& message) {
  auto const* details = message.if_contains("details");
  return details ? text(details->at(0).at("items").at(0).at("text")) : "";
}

bool speaks_of_sign_in(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  for (auto const* words : {"sign in", "signed out", "log out", "logged out", "log in again"})
    if (text.find(words) != std::string::npos) return true;
  return false;
}

bool is_task(json::value const& record) { return text(record.at("body")).find("-task") != std::string::npos; }

}  // namespace

Told told(json::object const& reply) {
  Told told;
  told.name = outcome(reply);
  bool const good = told.name == "result";
  auto const& about = good ? reply.at("result").as_object() : reply.at("error").at("data").as_object();
  auto const& message = about.at("returnMessage").as_object();
  told.text = text(message.at("message"));
  told.detail = detail_of(message);
  if (auto const* remote = about.if_contains("remote")) told.remote = text(*remote);
  if (auto const* wait = about.if_contains("retryAfter")) told.retry_after = wait->as_int64();
  if (json::serialize(reply).find("auth_required") == std::string::npos && told.text != after_sign_in)
    CHECK_FALSE(speaks_of_sign_in(told.text + " " + told.detail));
  return told;
}

Office::Office(Vendor const& vendor, json::object sign_in, json::object directory,
               std::chrono::seconds crm_ahead)
    : vendor_(vendor),
      crm_(CrmProcess::simulator(vendor.name, crm_ahead)),
      world_(configuration(vendor, crm_.url(), port_), std::move(directory)) {
  setting(vendor.app(port_));
  if (vendor.has_secret) world_.set_secret(vendor.name, "sim-client-secret");
  auto const reply = authorize(std::move(sign_in));
  INFO(json::serialize(reply));
  REQUIRE(outcome(reply) == "result");
  token_ = text(reply.at("result").at("jwtToken"));
}

json::object Office::authorize(json::object sign_in) {
  bool const by_browser = sign_in.empty();
  auto params = by_browser ? vendor_.authorize : std::move(sign_in);
  params["platform"] = vendor_.name;
  return by_browser ? world_.sign_in_by_browser(std::move(params))
                    : world_.ask("connection.authorize", std::move(params));
}

void Office::sign_in() { REQUIRE(outcome(authorize({})) == "result"); }

void Office::setting(json::object settings) {
  REQUIRE(http("PUT", crm_.url() + "/_sim/settings", json::serialize(settings)).status == 200);
}

void Office::person(std::string_view name, std::string_view phone) {
  setting({{"addPerson", json::object{{"name", name}, {"phone", phone}}}});
}

void Office::fault(Endpoint const& at, json::object fault) {
  fault["method"] = at.method;
  fault["path"] = at.path;
  REQUIRE(http("POST", crm_.url() + "/_sim/faults", json::serialize(fault)).status == 200);
}

void Office::no_more_faults() { REQUIRE(http("DELETE", crm_.url() + "/_sim/faults").status == 200); }

json::array Office::records() {
  return json::parse(http("GET", crm_.url() + "/_sim/records").body).as_array();
}

json::array Office::logs() {
  json::array logs;
  for (auto const& record : records())
    if (!is_task(record)) logs.push_back(record);
  return logs;
}

json::array Office::tasks() {
  json::array tasks;
  auto const more = http("GET", crm_.url() + "/_sim/tasks");  // where they are no records among the others
  auto const kept = more.status == 200 ? json::parse(more.body).as_array() : records();
  for (auto const& record : kept)
    if (is_task(record)) tasks.push_back(record);
  return tasks;
}

json::object Office::record(std::string_view id) {
  auto const all = records();
  auto const found =
      std::find_if(all.begin(), all.end(), [&](auto const& row) { return text(row.at("id")) == id; });
  REQUIRE(found != all.end());
  return found->as_object();
}

int Office::asked(std::string_view path) {
  auto const all = json::parse(http("GET", crm_.url() + "/_sim/requests").body);
  auto const& requests = all.at("requests").as_array();
  return static_cast<int>(std::count_if(requests.begin(), requests.end(), [&](auto const& request) {
    return text(request.at("path")).starts_with(path);
  }));
}

void Office::forget_requests() { REQUIRE(http("DELETE", crm_.url() + "/_sim/requests").status == 200); }

json::object Office::ask(std::string_view method, json::object params) {
  params["jwtToken"] = token_;
  return world_.ask(method, std::move(params));
}

json::object Office::find(std::string_view number) {
  return ask("contact.find", {{"phoneNumber", number}, {"refresh", true}});
}

json::object Office::search(std::string_view name) { return ask("contact.search", {{"name", name}}); }

json::object Office::log(std::string_view session, json::object const& contact, json::object facts,
                         json::object more) {
  auto record = call_record(session, text(contact.at("phone")));
  for (auto& [name, value] : facts) record[name] = std::move(value);
  json::object params{{"logInfo", std::move(record)},
                      {"contactId", contact.at("id")},
                      {"contactType", contact.at("type")},
                      {"contactName", contact.at("name")}};
  for (auto& [name, value] : more) params[name] = std::move(value);
  return ask("callLog.create", std::move(params));
}

json::object Office::update(std::string_view session, json::object more) {
  more["sessionId"] = session;
  return ask("callLog.update", std::move(more));
}

json::object Office::log_unknown(std::string_view session, std::string_view number, json::object more) {
  more["logInfo"] = call_record(session, number);
  return ask("callLog.create", std::move(more));
}

json::object Office::platform() {
  auto const platforms = world_.result("platform.list", {}).at("platforms").as_array();
  auto const found = std::find_if(platforms.begin(), platforms.end(),
                                  [&](auto const& row) { return text(row.at("id")) == vendor_.name; });
  REQUIRE(found != platforms.end());
  return found->as_object();
}

bool Office::offers(std::string_view operation) {
  auto const row = platform();
  auto const& all = row.at("operations").as_array();
  return std::any_of(all.begin(), all.end(), [&](auto const& one) { return text(one) == operation; });
}

std::string Office::logged(json::object const& reply) {
  INFO(json::serialize(reply));
  REQUIRE(outcome(reply) == "result");
  REQUIRE(reply.at("result").at("state") == "logged");
  return text(reply.at("result").at("logId"));
}

json::object Office::only(std::string_view number) {
  auto const reply = find(number);
  INFO(json::serialize(reply));
  REQUIRE(names_in(reply).size() == 1);
  return reply.at("result").at("contact").at(0).as_object();
}

std::vector<std::string> names_in(json::object const& reply) {
  std::vector<std::string> names;
  INFO(json::serialize(reply));
  REQUIRE(outcome(reply) == "result");
  for (auto const& contact : reply.at("result").at("contact").as_array())
    names.push_back(text(contact.at("name")));
  std::sort(names.begin(), names.end());
  return names;
}

int count_of(std::string_view whole, std::string_view part) {
  int count = 0;
  for (auto at = whole.find(part); at != std::string_view::npos; at = whole.find(part, at + part.size()))
    ++count;
  return count;
}

}  // namespace patchbay::test
