#include "service/methods.hpp"

#include "service/platforms.hpp"

namespace patchbay::service {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

constexpr std::chrono::milliseconds quick = 10s;
constexpr std::chrono::milliseconds with_crm = 60s;
constexpr std::chrono::milliseconds with_person = 5min;  // who signs in in a browser

// A member function as a method.
template <class Service>
Method bound(Service& service,
             Result<json::value> (Service::*function)(json::object const&, RequestContext const&)) {
  return [&service, function](json::object const& params, RequestContext const& request) {
    return (service.*function)(params, request);
  };
}

}  // namespace

void add_methods(Router& router, Services const& services) {
  auto const& [registry, settings, sign_in, contacts, directory, call_logs, message_logs, tasks, outbox, host_info] = services;
  router.add("host.info", quick,
             [info = host_info](json::object const&, RequestContext const&) -> Result<json::value> { return info(); });
  router.add("platform.list", quick,
             [&registry = registry, &settings = settings](json::object const&, RequestContext const&) -> Result<json::value> {
               return platform_list(registry, settings);
             });
  router.add("connection.authorize", with_person, bound(sign_in, &SignIn::authorize));
  router.add("connection.list", quick, bound(sign_in, &SignIn::list));
  router.add("unAuthorize", with_crm, bound(sign_in, &SignIn::sign_out));
  router.add("userInfo.get", with_crm, bound(sign_in, &SignIn::user_info));
  router.add("contact.find", with_crm, bound(contacts, &Contacts::find));
  router.add("contact.search", with_crm, bound(contacts, &Contacts::search));
  router.add("contact.create", with_crm, bound(contacts, &Contacts::create));
  router.add("directory.sync", quick, bound(directory, &DirectoryMethods::sync));
  router.add("directory.status", quick, bound(directory, &DirectoryMethods::status));
  router.add("callLog.create", with_crm, bound(call_logs, &CallLogs::create));
  router.add("callLog.get", with_crm, bound(call_logs, &CallLogs::get));
  router.add("callLog.update", with_crm, bound(call_logs, &CallLogs::update));
  router.add("callDisposition.set", with_crm, bound(call_logs, &CallLogs::set_disposition));
  router.add("messageLog.create", with_crm, bound(message_logs, &MessageLogs::create));
  router.add("task.create", with_crm, bound(tasks, &Tasks::create));
  router.add("outbox.list", quick, bound(outbox, &OutboxMethods::list));
  router.add("outbox.retry", with_crm, bound(outbox, &OutboxMethods::retry));
  router.add("outbox.drop", with_crm, bound(outbox, &OutboxMethods::drop));
}

}  // namespace patchbay::service
