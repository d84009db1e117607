#include "protocol/crm_world.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <boost/asio/ip/tcp.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace patchbay::test {
namespace {

using boost::asio::ip::tcp;

// "http://127.0.0.1:1234/a?b" as its parts.
struct Address {
  std::string host;
  std::string port;
  std::string target;
};

Address parts_of(std::string const& url) {
  auto const start = url.find("://") + 3;
  auto const slash = std::min(url.find('/', start), url.size());
  auto const authority = url.substr(start, slash - start);
  auto const colon = authority.find(':');
  auto target = url.substr(slash);
  return {authority.substr(0, colon), authority.substr(colon + 1), target.empty() ? "/" : target};
}

}  // namespace

HttpAnswer http(std::string const& method, std::string const& url, std::string const& body,
                std::vector<std::string> const& headers) {
  auto const address = parts_of(url);
  tcp::iostream stream;
  stream.expires_after(std::chrono::seconds(20));
  stream.connect(address.host == "localhost" ? "127.0.0.1" : address.host, address.port);
  REQUIRE(stream.good());
  stream << method << ' ' << address.target << " HTTP/1.1\r\nHost: " << address.host << ':' << address.port
         << "\r\nConnection: close\r\nContent-Length: " << body.size() << "\r\n";
  for (auto const& header : headers) stream << header << "\r\n";
  stream << "\r\n" << body << std::flush;
  HttpAnswer answer;
  std::string line;
  std::getline(stream, line);
  answer.status = std::stoi(line.substr(line.find(' ')));
  while (std::getline(stream, line) && line != "\r") {
    if (line.starts_with("Location: ") || line.starts_with("location: ")) answer.location = line.substr(10, line.size() - 11);
  }
  std::stringstream rest;
  rest << stream.rdbuf();
  answer.body = rest.str();
  return answer;
}

std::uint16_t free_port() {
  boost::asio::io_context io;
  tcp::acceptor acceptor(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  return acceptor.local_endpoint().port();
}

CrmProcess::CrmProcess(std::filesystem::path const& program, std::vector<std::string> const& arguments)
    : process_(std::make_unique<ChildProcess>(program, ChildProcess::Options{arguments, {}, -1})) {
  auto const line = process_->read_line();
  REQUIRE(line);
  REQUIRE(line->starts_with("listening on "));
  url_ = line->substr(13);
  while (!url_.empty() && (url_.back() == '\n' || url_.back() == '\r')) url_.pop_back();
}

CrmProcess CrmProcess::sandbox(std::filesystem::path const& data, std::uint16_t port) {
  return CrmProcess(PATCHBAY_SANDBOX, {"--port", std::to_string(port), "--data", data.string()});
}

CrmProcess CrmProcess::simulator(std::string const& vendor, std::chrono::seconds clock_ahead) {
  return CrmProcess(PATCHBAY_SIM, {vendor, "--port", "0", "--clock", std::to_string(clock_ahead.count())});
}

void CrmProcess::kill() { process_.reset(); }

CrmWorld::CrmWorld(json::object adapters, json::object directory) {
  std::ofstream config(dir_ / "config.json");
  config << json::serialize(json::object{{"adapters", std::move(adapters)}, {"directory", std::move(directory)}});
  config.close();
  start();
}

void CrmWorld::start() {
  host_ = std::make_unique<HostProcess>(std::vector<std::string>{
      "--config", (dir_ / "config.json").string(), "--data", (dir_ / "data").string(), "--adapters", PATCHBAY_ADAPTERS});
  notification("host.hello");
}

void CrmWorld::restart() {
  REQUIRE(host_->end() == 0);
  notifications_.clear();
  replies_.clear();
  start();
}

void CrmWorld::send(json::value const& id, std::string_view method, json::object params) {
  json::object const request{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
  REQUIRE(host_->process().write_frame(json::serialize(request)));
}

void CrmWorld::receive() {
  auto message = host_->read().as_object();
  (message.contains("method") ? notifications_ : replies_).push_back(std::move(message));
}

std::optional<json::object> CrmWorld::taken(std::vector<json::object>& messages, std::string_view member,
                                            json::value const& value) {
  auto const found = std::find_if(messages.begin(), messages.end(),
                                  [&](auto const& message) { return message.at(member) == value; });
  if (found == messages.end()) return std::nullopt;
  auto message = std::move(*found);
  messages.erase(found);
  return message;
}

json::object CrmWorld::reply_to(json::value const& id) {
  for (;; receive()) {
    if (auto reply = taken(replies_, "id", id)) return *std::move(reply);
  }
}

json::object CrmWorld::notification(std::string_view method) {
  for (;; receive()) {
    if (auto message = taken(notifications_, "method", json::value(method))) return message->at("params").as_object();
  }
}

json::object CrmWorld::ask(std::string_view method, json::object params) {
  json::value const id = ++last_id_;
  send(id, method, std::move(params));
  return reply_to(id);
}

json::object CrmWorld::result(std::string_view method, json::object params) {
  auto reply = ask(method, std::move(params));
  INFO(json::serialize(reply));
  REQUIRE(reply.contains("result"));
  return reply.at("result").as_object();
}

std::string CrmWorld::sign_in(std::string_view platform, std::string_view key) {
  auto const signed_in = result("connection.authorize", {{"platform", platform}, {"kind", "apiKey"}, {"apiKey", key}});
  return std::string(signed_in.at("jwtToken").as_string());
}

json::object CrmWorld::sign_in_by_browser(json::object params) {
  params["kind"] = "oauth";
  json::value const id = ++last_id_;
  send(id, "connection.authorize", std::move(params));
  for (;; receive()) {
    if (auto refused = taken(replies_, "id", id)) return *std::move(refused);  // before any browser
    auto const opened = taken(notifications_, "method", "connection.authorizing");
    if (!opened) continue;
    auto const sent_back = http("GET", text(opened->at("params").at("url")));
    REQUIRE(sent_back.status == 302);
    http("GET", sent_back.location);
    return reply_to(id);
  }
}

void CrmWorld::set_secret(std::string const& platform, std::string const& secret) {
  ChildProcess set(host_program(), {{"--set-secret", platform, "--data", (dir_ / "data").string()}, {}, -1});
  REQUIRE(set.write(secret + "\n"));
  set.close_stdin();
  REQUIRE(set.wait() == 0);
}

std::string text(json::value const& value) { return std::string(value.as_string()); }

std::string outcome(json::object const& reply) {
  return reply.contains("result") ? "result" : text(reply.at("error").at("data").at("name"));
}

json::object call_record(std::string_view session, std::string_view number) {
  return {{"sessionId", session},
          {"direction", "Inbound"},
          {"from", json::object{{"phoneNumber", number}}},
          {"to", json::object{{"phoneNumber", "+14155550100"}, {"name", "Robin"}}},
          {"startTime", "2026-11-20T17:00:00Z"},
          {"duration", 125},
          {"result", "Call connected"}};
}

}  // namespace patchbay::test
