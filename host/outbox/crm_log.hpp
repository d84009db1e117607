// One log or task in a CRM: the operations on it that its delivery needs. Thread-safe as the Crm is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "base/crm.hpp"
#include "outbox/outbox.hpp"
#include "outbox/sent.hpp"

namespace patchbay::outbox {

struct LogReading {
  std::string subject;
  std::string body;
  boost::json::object adapter_data;
};

// The refusal of a text (`field` of the request) that no CRM of `most` bytes takes.
Error too_long(std::string_view text, std::size_t bytes, std::size_t most, char const* field);

// What a delivery comes to where the adapter cannot tell.
inline Delivered unseen() {
  Delivered nothing;
  nothing.unseen = true;
  return nothing;
}

class CrmLog {
 public:
  // `resource` is "callLog", "messageLog" or "task".
  CrmLog(Crm& crm, Entry const& entry, std::string resource, Context const& context)
      : crm_(crm), entry_(entry), resource_(std::move(resource)), context_(context) {}

  bool can_read() const { return offers("get"); }
  bool can_update() const { return offers("update"); }
  // False: the CRM may have the entry's record, and the adapter cannot look.
  bool can_tell() const { return offers("find") || !may_be_there(entry_); }
  // The log that carries the entry's mark, when the CRM has one. Nothing as well where the adapter cannot
  // look. An adapter looks among the CRM's records, not in a search index that lags: what is not found is made.
  // REQUIRES: entry.sent.
  Result<std::optional<LogReading>> find(std::string& log_id) const;
  // Error: not_found when the CRM has no such log any more.
  Result<LogReading> read(std::string const& log_id, boost::json::object const& adapter_data) const;
  // The entry's record was deleted in the CRM. False where the adapter cannot read: a not_found may speak of
  // the contact.
  bool is_gone() const;
  Result<Delivered> create(boost::json::object params) const;
  Result<Delivered> update(std::string const& log_id, boost::json::object const& adapter_data,
                           boost::json::object params) const;
  Result<Delivered> set_disposition(std::string const& log_id, boost::json::object const& adapter_data,
                                    boost::json::object const& dispositions) const;
  bool offers_disposition() const { return offers_operation("callDisposition.set"); }
  // Takes the log from `previous`, whom the CRM has it with, to whom the entry wants, and files it as the
  // entry wants. Error: unsupported where the adapter cannot.
  Result<Delivered> set_contact(std::string const& log_id, boost::json::object const& adapter_data,
                                boost::json::object const& previous) const;

 private:
  bool offers(std::string_view verb) const { return offers_operation(resource_ + "." + std::string(verb)); }
  bool offers_operation(std::string const& operation) const {
    auto const offered = crm_.offers(entry_.key.account, operation);
    return offered && *offered;  // nobody signed in: the write itself will say so
  }
  Result<boost::json::object> ask(std::string const& operation, boost::json::object params) const;
  boost::json::object contact() const;

  Crm& crm_;
  Entry const& entry_;
  std::string const resource_;
  Context const& context_;
};

}  // namespace patchbay::outbox
