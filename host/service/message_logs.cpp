#include "service/message_logs.hpp"

#include <optional>

#include <boost/json/array.hpp>

#include "service/do_not_log.hpp"
#include "service/log_state.hpp"
#include "service/message_changes.hpp"
#include "service/params.hpp"
#include "service/return_message.hpp"

namespace patchbay::service {

Result<void> MessageLogs::submit_attachments(std::string const& account, Conversation const& conversation,
                                             Context const& context) {
  if (conversation.attachments.empty()) return {};
  auto const offered = live_.offers(account, "attachment.create");
  if (!offered) return offered.error();
  if (!*offered) return {};  // their links stand in the text
  for (auto const& file : conversation.attachments) {
    outbox::Key const key{account, outbox::Kind::attachment, file.mark};
    if (auto const kept = attachments_.keep(key, file.content); !kept) return kept.error();
    auto const entry = outbox_.submit(key, file.change, true, std::chrono::milliseconds(0), context);
    if (!entry) return entry.error();
  }
  return {};
}

Result<json::value> MessageLogs::create(json::object const& params, RequestContext const& request) {
  auto const wait = wait_of(params);
  if (!wait) return wait.error();
  auto const live = live_.named_in(params);
  if (!live) return live.error();
  auto const offered = live_.offers((*live)->account(), "messageLog.create");
  if (!offered) return offered.error();
  if (!*offered) return fail(ErrorCode::unsupported, "This CRM's adapter does not log messages.");
  auto const log_info = object_or_empty(params, "logInfo");
  if (!log_info) return log_info.error();
  if (auto const allowed = messages_may_be_logged(*log_info, live_.settings()); !allowed) return allowed.error();
  auto const days = changes_of_messages(params, text_in((*live)->row.user, "name"), time_zone_of(**live));
  if (!days) return days.error();

  json::array log_ids;
  bool all_logged = true;
  json::object answer;
  std::optional<Error> refused;  // a day that failed keeps no other from being accepted
  for (auto const& [day, conversation] : *days) {
    outbox::Key const key{(*live)->account(), outbox::Kind::message, conversation.mark};
    auto const entry = outbox_.submit(key, conversation.change, true, *wait, request.context);
    if (!entry) return entry.error();
    auto const followed = submit_attachments((*live)->account(), conversation, request.context);
    if (!followed) return followed.error();
    auto state = log_state(live->get(), *entry, "Messages logged.");
    if (!state) refused = state.error();
    if (!entry->log_id.empty()) log_ids.emplace_back(entry->log_id);
    // The answer speaks of the day that is worst off.
    bool const logged = entry->state == outbox::State::logged;
    if (!state) continue;
    if (answer.empty() || (all_logged && !logged)) answer = std::move(*state);
    all_logged = all_logged && logged;
  }
  if (refused) return *refused;
  answer.erase("logId");
  answer["logIds"] = std::move(log_ids);
  return json::value(std::move(answer));
}

}  // namespace patchbay::service
