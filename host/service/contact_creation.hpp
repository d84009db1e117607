// Makes a contact once, however often it is asked for at nearly the same time, by however many host
// processes, and also when the CRM's answer to it was lost. Thread-safe.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "outbox/outbox.hpp"
#include "service/directory_lookup.hpp"
#include "service/live.hpp"
#include "store/creations.hpp"

namespace patchbay::service {

class ContactCreation {
 public:
  // `courier`: this process among the others.
  ContactCreation(Live& live, DirectoryLookup& lookup, Ground const& ground,
                  outbox::Courier courier = outbox::Courier())
      : live_(live),
        lookup_(lookup),
        creations_(ground.database),
        clock_(ground.clock),
        log_(ground.log),
        default_region_(ground.settings.default_region),
        courier_(std::move(courier)) {}

  // The contact of `wish` ({name, type, e164, additional}), at least its id and type. Error: unknown_outcome
  // when it may have been made and cannot be seen yet; asked again, it is looked for first.
  Result<boost::json::object> make(LiveConnection const& live, PhoneNumber const& number,
                                   boost::json::object const& wish, Context const& context);

 private:
  class Turn;
  // One attempt at a contact that nobody else is making.
  struct Attempt {
    LiveConnection const& live;
    PhoneNumber const& number;
    boost::json::object const& wish;
    Context const& context;
  };
  using Found = Result<std::optional<boost::json::object>>;

  // Waits until nobody else makes it.
  Result<Creations::Claim> claim(Creations::Key const& key, std::string const& holder,
                                 Context const& context);
  Result<boost::json::object> send(Attempt const& attempt, Turn& turn);
  Found look(Attempt const& attempt, WallTime sent);
  Found look_in_list(Attempt const& attempt, WallTime sent);
  // One of the page's contacts with the name, the type and the number that were wished for.
  std::optional<boost::json::object> wished(boost::json::object const& page, Attempt const& attempt) const;

  Live& live_;
  DirectoryLookup& lookup_;
  Creations creations_;
  Clock const& clock_;
  Log const& log_;
  std::string const default_region_;
  outbox::Courier const courier_;
  std::atomic<unsigned> calls_ = 0;
};

}  // namespace patchbay::service
