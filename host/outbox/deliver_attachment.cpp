#include <boost/json/value.hpp>

#include "base/json_read.hpp"
#include "outbox/delivery.hpp"

namespace patchbay::outbox {
namespace {

namespace json = boost::json;

// A file follows its log; where that waits, so does the file.
Result<Entry> log_for(Entry const& entry, Attachments const& attachments) {
  auto log = attachments.log_of(entry.key, text_in(entry.wanted, "log"));
  if (!log) return log.error();
  if (!*log) return fail(ErrorCode::unavailable, "The messages that this belongs to are not in the CRM yet.");
  return std::move(**log);
}

}  // namespace

Result<Delivered> deliver_attachment(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                                     Attachments const& attachments, Context const& context) {
  if (!entry.log_id.empty()) return Delivered{entry.log_id, entry.adapter_data, {}};
  auto const log = log_for(entry, attachments);
  if (!log) return log.error();
  auto content = attachments.content_of(entry.key);
  if (!content) return content.error();
  if (!*content) return fail(ErrorCode::internal, "The file is not there any more.");
  if (auto const ready = before_create(); !ready) return ready.error();
  auto const reply = crm.call(entry.key.account, "attachment.create",
                              {{"log", json::object{{"id", log->log_id}, {"adapterData", log->adapter_data}}},
                               {"contact", object_in(entry.wanted, "contact")},
                               {"additional", object_in(entry.wanted, "additional")},
                               {"mark", entry.key.mark},
                               {"name", text_in(entry.wanted, "subject")},
                               {"contentType", text_in(entry.wanted, "contentType")},
                               {"content", std::move(**content)},
                               {"time", text_in(entry.wanted, "at")},
                               {"retried", entry.sent.has_value()}},
                              context);
  if (!reply) return reply.error();
  auto const id = reply->is_object() ? text_in(reply->get_object(), "id") : std::string();
  if (id.empty())
    return fail(ErrorCode::bad_reply, "The adapter's answer to attachment.create is not what was agreed.");
  return Delivered{id, object_in(reply->get_object(), "adapterData"), {}};
}

}  // namespace patchbay::outbox
