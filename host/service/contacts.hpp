// contact.find, contact.search, contact.create. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "service/contact_creation.hpp"
#include "service/directory_check.hpp"
#include "service/directory_lookup.hpp"
#include "service/live.hpp"
#include "session/router.hpp"

namespace patchbay::service {

class Contacts {
 public:
  Contacts(Live& live, Settings const& settings, DirectoryLookup& lookup, DirectoryCheck& check,
           ContactCreation& creation)
      : live_(live), settings_(settings), lookup_(lookup), check_(check), creation_(creation) {}

  Result<boost::json::value> find(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> search(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> create(boost::json::object const& params, RequestContext const& request);

 private:
  // What one account has to say. With an error, `contacts` are those that the directory knows.
  struct Answer {
    boost::json::array contacts;
    bool truncated = false;
    bool from_crm = false;
    std::optional<Error> error;
  };
  using AskOne = std::function<Answer(LivePtr const& live)>;

  // The account of `jwtToken`, or all of them without one.
  Result<std::vector<Account>> accounts(boost::json::object const& params, bool& one);
  // All accounts' answers; they are asked at the same time.
  std::vector<Answer> ask_all(std::vector<Account> const& accounts, AskOne const& ask_one);
  // None: nobody in the directory has the number.
  std::optional<std::vector<Answer>> from_directory(NumberQuestion const& question,
                                                    std::vector<Account> const& accounts);
  Answer from_crm(LivePtr const& live, NumberQuestion const& question, bool refresh, Context const& context);
  Answer from_crm(LivePtr const& live, std::string const& name, Context const& context);
  Result<boost::json::value> composed(std::vector<Answer> answers, std::vector<Account> const& accounts,
                                      bool one, std::string const& nobody);

  Live& live_;
  Settings const& settings_;
  DirectoryLookup& lookup_;
  DirectoryCheck& check_;
  ContactCreation& creation_;
};

}  // namespace patchbay::service
