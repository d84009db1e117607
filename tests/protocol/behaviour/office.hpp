// Somebody at work with one of the CRMs: the real host, its real adapter, the strict simulator, and short
// ways to do and to see things. One thread.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/behaviour/vendor.hpp"
#include "protocol/crm_world.hpp"

namespace patchbay::test {

// What a reply tells a person.
struct Told {
  std::string name;    // "result", or the error's name
  std::string text;    // of the message
  std::string detail;  // what stands below it
  std::string remote;  // the CRM's own words
  long long retry_after = 0;
};
// Nobody is sent to the sign-in but for the sign-in: that is checked here, of every reply.
Told told(json::object const& reply);

class Office {
 public:
  // `sign_in`: params of connection.authorize in the place of the browser's. `directory`: its configuration.
  // `crm_ahead`: how far the CRM's clock is ahead of ours.
  explicit Office(Vendor const& vendor, json::object sign_in = {},
                  json::object directory = {{"enabled", false}}, std::chrono::seconds crm_ahead = {});

  Vendor const& vendor() const { return vendor_; }
  CrmWorld& world() { return world_; }

  // The simulator.
  void setting(json::object settings);
  void person(std::string_view name, std::string_view phone);
  // Something goes wrong with the next requests to this endpoint.
  void fault(Endpoint const& at, json::object fault);
  void no_more_faults();
  json::array records();
  // Of what the CRM has: the logs of calls and messages, and the tasks, which carry marks of their own.
  json::array logs();
  json::array tasks();
  json::object record(std::string_view id);  // REQUIRES: it is there
  // How many requests this path got since the start, or since requests were forgotten.
  int asked(std::string_view path);
  void forget_requests();

  // The agent. Replies as they come.
  void sign_in();
  json::object ask(std::string_view method, json::object params);
  json::object find(std::string_view number);  // in the CRM, whatever the host knows already
  json::object search(std::string_view name);
  // Logs a call of two minutes with this contact; `more` goes over the params, `facts` over the call's
  // record.
  json::object log(std::string_view session, json::object const& contact, json::object facts = {},
                   json::object more = {});
  json::object update(std::string_view session, json::object more);
  // As log(), with nobody.
  json::object log_unknown(std::string_view session, std::string_view number, json::object more = {});
  // What platform.list says of this CRM.
  json::object platform();
  bool offers(std::string_view operation);
  // The reply's logId; the log must be in the CRM.
  std::string logged(json::object const& reply);
  // The only contact with this number.
  json::object only(std::string_view number);

 private:
  json::object authorize(json::object sign_in);

  Vendor const& vendor_;
  CrmProcess crm_;
  std::uint16_t port_ = free_port();
  CrmWorld world_;
  std::string token_;
};

std::vector<std::string> names_in(json::object const& reply);
// How often `part` stands in `whole`.
int count_of(std::string_view whole, std::string_view part);

}  // namespace patchbay::test
