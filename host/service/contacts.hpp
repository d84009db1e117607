// contact.find, contact.search, contact.create. Thread-safe.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "directory/phone_number.hpp"
#include "service/live.hpp"
#include "session/router.hpp"

namespace patchbay::service {

class Contacts {
 public:
  Contacts(Live& live, Settings const& settings) : live_(live), settings_(settings) {}

  Result<boost::json::value> find(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> search(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> create(boost::json::object const& params, RequestContext const& request);

 private:
  // One question to every account that is meant.
  struct Question {
    std::string operation;
    boost::json::object params;
    PhoneNumber const* number = nullptr;  // hits that do not have it are dropped
    std::string nobody;                   // what a person reads when nobody is found
  };

  // The account of `jwtToken`, or all of them without one.
  Result<std::vector<Account>> accounts(boost::json::object const& params, bool& one);
  Result<boost::json::value> ask(Question const& question, std::vector<Account> const& accounts, bool one,
                                 Context const& context);
  // The answers of all accounts, asked at the same time.
  std::vector<Result<boost::json::value>> answers(Question const& question, std::vector<Account> const& accounts,
                                                  Context const& context);

  Live& live_;
  Settings const& settings_;
};

}  // namespace patchbay::service
