// What the one suite of behaviours must know of a CRM. A row of a table: a new CRM is a file of its own
// beside this one and a line in vendors.cpp. Where a CRM cannot do as the others do, its row says so with the
// reason.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace patchbay::test {

namespace json = boost::json;

// A request of the CRM's API, by which a test orders what goes wrong with it.
struct Endpoint {
  std::string method;
  std::string path;  // or the beginning of it
};

struct Vendor {
  std::string name;  // of the adapter and of the simulator

  // Signing in, by browser.
  json::object (*app)(std::uint16_t port);  // settings of the simulator: consent, and this port's redirect
  std::string client_id = "sim-client";
  bool has_secret = true;       // false: the CRM's apps have none
  json::object authorize = {};  // further params of connection.authorize
  std::string token_path;       // where tokens are refreshed

  Endpoint lookup;          // finds by number
  Endpoint create_call;     // makes the log of a call
  Endpoint create_task;
  Endpoint update;          // changes a log; of messages, too
  bool tasks_know_contacts = true;
  bool unfiles_logs = true;  // a log can be taken out of what it is filed under
  bool has_owners = true;   // somebody looks after a contact, and who made it does at first
  std::string shared_kind;  // what somebody with +1 415 555 0132 is filed under: "deal"
  int shared_filed = 3;     // how many of the three with that number are

  // What a record keeps beside its text. seconds: how it keeps a call of so many; none: it keeps no such.
  bool keeps_direction = true;
  std::optional<long long> (*seconds)(long long called, bool inbound, bool answered);

  // Names of errors, and the texts that a person sees.
  std::string refused;  // 400
  std::string forbidden;
  std::string gone;  // a log for somebody who was deleted
  std::string gone_name = "not_found";
  std::string no_json = "The CRM's answer is no JSON.";  // a page with status 200
  std::string firewall =
      "A firewall in front of the CRM refuses requests from here. Patchbay leaves the CRM alone for 15 "
      "minutes, so that it does not ban you for longer.";

  // How long the host waits after a 429 that does not say how long: the window of the bucket, from 2 to 60 s.
  int window_s = 2;
  bool counts_days = true;        // whether there is a budget for a day ...
  json::object day_sign_in = {};  // ... and what has to be signed in with for it to count; empty: as always
  std::string day_used_up = "The CRM's budget of requests for the day is used up.";  // its beginning
  bool day_tells_when = true;       // the answer says when there is more
  json::object let_searches_learn;  // settings after which a search knows what was just made; empty: at once
};

std::vector<Vendor> const& vendors();

}  // namespace patchbay::test
