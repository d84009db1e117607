// The real host with real CRMs beside it: the sandbox, and the simulators. Everything on loopback, with ports of its own. One thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "protocol/host_process.hpp"

namespace patchbay::test {

namespace json = boost::json;

struct HttpAnswer {
  int status = 0;
  std::string location;
  std::string body;
};

// One request over a connection of its own. `url` is http://host:port/path. REQUIRES: somebody listens there.
HttpAnswer http(std::string const& method, std::string const& url, std::string const& body = {},
                std::vector<std::string> const& headers = {"Content-Type: application/json"});

// A free port of this moment.
std::uint16_t free_port();

// patchbay-sandbox or patchbay-sim as a child, which says where it listens.
class CrmProcess {
 public:
  static CrmProcess sandbox(std::filesystem::path const& data, std::uint16_t port = 0);
  // `clock_ahead`: of this machine's clock.
  static CrmProcess simulator(std::string const& vendor, std::chrono::seconds clock_ahead = {});
  std::string const& url() const { return url_; }
  void kill();

 private:
  CrmProcess(std::filesystem::path const& program, std::vector<std::string> const& arguments);
  std::unique_ptr<ChildProcess> process_;
  std::string url_;
};

// A host whose adapters are pointed at the given CRMs.
class CrmWorld {
 public:
  // `adapters` and `directory` are the members of these names in the configuration. The directory is off unless a test is about it:
  // what these tests are about is what the CRM is asked.
  explicit CrmWorld(json::object adapters, json::object directory = {{"enabled", false}});

  // The reply with its id; notifications that come before it are kept.
  json::object ask(std::string_view method, json::object params);
  void send(json::value const& id, std::string_view method, json::object params);
  json::object reply_to(json::value const& id);
  // The params of the next notification of this name.
  json::object notification(std::string_view method);

  // ask(), and it must succeed.
  json::object result(std::string_view method, json::object params);
  // Signs in with an API key and returns the token.
  std::string sign_in(std::string_view platform, std::string_view key);
  // Signs in through the browser, where somebody decides at once: what connection.authorize answers.
  json::object sign_in_by_browser(json::object params);
  // Sets the secret of the organisation's app as an administrator does.
  void set_secret(std::string const& platform, std::string const& secret);

  // Ends the host and starts it again on the same data.
  void restart();
  HostProcess& host() { return *host_; }
  std::filesystem::path const& folder() const { return dir_.path(); }

 private:
  void start();
  // Waits for one message.
  void receive();
  // The first one with this member, which is not kept any longer.
  static std::optional<json::object> taken(std::vector<json::object>& messages, std::string_view member,
                                           json::value const& value);

  TempDir dir_;
  std::unique_ptr<HostProcess> host_;
  std::vector<json::object> notifications_;
  std::vector<json::object> replies_;
  int last_id_ = 0;
};

std::string text(json::value const& value);

// "result", or the error's name.
std::string outcome(json::object const& reply);

// A call record of Maya Okafor's number, or of another.
json::object call_record(std::string_view session, std::string_view number = "+14155550132");

}  // namespace patchbay::test
