// The bytes of files on their way into a CRM, and the logs that they belong to. Thread-safe, and safe between
// processes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "outbox/entry.hpp"
#include "store/database.hpp"

namespace patchbay::outbox {

class Attachments {
 public:
  explicit Attachments(Database& database) : database_(database) {}

  // Keeps the content (base64) of the entry with this key, which need not be there yet, until that is logged
  // or dropped. What is kept already stays as it is, and what is logged is not kept again.
  Result<void> keep(Key const& key, std::string_view content);
  Result<std::optional<std::string>> content_of(Key const& key) const;
  // The message log of the same account with this mark, when the CRM has it.
  Result<std::optional<Entry>> log_of(Key const& key, std::string const& mark) const;

 private:
  Database& database_;
};

}  // namespace patchbay::outbox
