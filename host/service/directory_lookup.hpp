// One number, or one name, at one account: what the directory knows of it, and what the CRM says. What the
// CRM says enters the directory. Thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "directory/directory.hpp"
#include "directory/phone_number.hpp"
#include "service/live.hpp"
#include "service/single_flight.hpp"

namespace patchbay::service {

struct NumberQuestion {
  PhoneNumber number;
  std::vector<std::string> formats;  // further spellings, by the agent's masks
};

class DirectoryLookup {
 public:
  DirectoryLookup(Live& live, directory::Directory& directory, Ground const& ground)
      : live_(live), directory_(directory), ground_(ground) {}

  // As contact_answers() gives them; nobody where the directory is off or cannot be read.
  boost::json::array known(LiveConnection const& live, PhoneNumber const& number);
  boost::json::array known(LiveConnection const& live, std::string_view name);

  // Whether the CRM was asked this within the last minute, or made the contact itself.
  bool asked_lately(LiveConnection const& live, NumberQuestion const& question);
  // Whether it then knew nobody, and still nobody knows of a contact that was created.
  bool unknown_lately(LiveConnection const& live, NumberQuestion const& question);

  // The CRM's own page of contacts. Those whom it no longer has under this number leave the directory.
  Result<boost::json::value> ask(LiveConnection const& live, NumberQuestion const& question,
                                 Context const& context);
  Result<boost::json::value> ask(LiveConnection const& live, std::string_view name, Context const& context);

  // A contact that the CRM made for this number.
  void created(LiveConnection const& live, PhoneNumber const& number, boost::json::object contact);

 private:
  struct Asked {
    SteadyTime when;
    WallTime wall;  // tells of a sleep
    std::string formats;
    bool nobody = false;
    bool created = false;
  };
  void take(LiveConnection const& live, boost::json::array const& contacts, boost::json::array const& gone);
  void take_page(LiveConnection const& live, PhoneNumber const& number, boost::json::object const& page);
  void remember(LiveConnection const& live, PhoneNumber const& number, Asked asked);
  std::optional<Asked> recall(LiveConnection const& live, NumberQuestion const& question);

  Live& live_;
  directory::Directory& directory_;
  Ground const ground_;
  SingleFlight questions_;
  Mutex mutex_;
  std::map<std::string, Asked> asked_ GUARDED_BY(mutex_);
};

}  // namespace patchbay::service
