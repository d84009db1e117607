// Contacts that are being made, were just made, or may have been made: the CRM's answer was lost. So that
// several requests, in several host processes, do not make one twice. Thread-safe, and safe between
// processes.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "store/database.hpp"

namespace patchbay {

class Creations {
 public:
  struct Key {
    std::string account;
    std::string wish;
  };
  // `wish` is all that the contact shall be; of it a hash is kept.
  static Key key_of(std::string account, std::string_view wish);

  struct Made {
    std::string id;
    std::string type;
  };
  struct Claim {
    std::string other;             // the process that makes it now; empty: the caller may
    std::optional<Made> made;      // within the last seconds: there is nothing to do
    std::optional<WallTime> sent;  // it was sent, and its answer was lost
  };

  static constexpr std::chrono::seconds remembered{5};  // between two clicks that are one
  static constexpr std::chrono::hours looked_for{24};   // after a lost answer

  explicit Creations(Database& database) : database_(database) {}

  // The caller's until `until`, unless another has it or it was just made.
  Result<Claim> claim(Key const& key, std::string const& holder, WallTime now, WallTime until);
  // On disk when it returns. Error: conflict when the claim has run out and another has it.
  Result<void> mark_sent(Key const& key, std::string const& holder, WallTime now);

  // How it ended, each of which gives up the claim: it was made, the CRM refused it, or nobody knows.
  Result<void> made(Key const& key, std::string const& holder, Made const& contact, WallTime now);
  Result<void> refused(Key const& key, std::string const& holder);
  Result<void> release(Key const& key, std::string const& holder);

 private:
  Database& database_;
};

}  // namespace patchbay
