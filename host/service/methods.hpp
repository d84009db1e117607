// The table of methods: what the extension may ask for and who answers, and how long that may take.
#pragma once

#include <chrono>
#include <functional>

#include <boost/json/object.hpp>

#include "service/call_logs.hpp"
#include "service/contacts.hpp"
#include "service/directory_methods.hpp"
#include "service/message_logs.hpp"
#include "service/outbox_methods.hpp"
#include "service/sign_in.hpp"
#include "service/tasks.hpp"
#include "session/router.hpp"

namespace patchbay::service {

struct Services {
  Registry const& registry;
  Settings const& settings;
  SignIn& sign_in;
  Contacts& contacts;
  DirectoryMethods& directory;
  CallLogs& call_logs;
  MessageLogs& message_logs;
  Tasks& tasks;
  OutboxMethods& outbox;
  std::function<boost::json::object()> host_info;
};

// REQUIRES: what `services` refers to outlives the router.
void add_methods(Router& router, Services const& services);

}  // namespace patchbay::service
