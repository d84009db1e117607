#include <boost/json/value.hpp>

#include "base/json_read.hpp"
#include "compose/call_log.hpp"
#include "outbox/crm_log.hpp"
#include "outbox/delivery.hpp"

namespace patchbay::outbox {
namespace {

// The note, and always the mark, whoever keeps that of logs: task.find looks for it there.
Result<std::string> body_of(Entry const& entry, LogRules const& rules) {
  auto const format = format_from(rules.format);
  if (!format) return fail(ErrorCode::internal, "The adapter names a log format that does not exist.");
  SectionSettings settings;
  settings.set(Section::session_id, false);
  settings.set(Section::mark, true);
  auto sections = call_sections_from_json(object_in(entry.wanted, "sections"));
  sections.session_id = entry.key.mark;
  auto body = compose(sections, settings, *format);
  if (rules.max_body_bytes > 0 && body.size() > rules.max_body_bytes)
    return too_long("The text of the task", body.size(), rules.max_body_bytes, "note");
  return body;
}

Result<Delivered> create(Entry const& entry, LogRules const& rules, BeforeCreate const& before_create,
                         CrmLog const& task) {
  auto params = object_in(entry.wanted, "facts");
  params["sessionId"] = entry.key.mark;
  params["subject"] = text_in(entry.wanted, "subject");
  auto const body = body_of(entry, rules);
  if (!body) return body.error();
  params["body"] = *body;
  params["additional"] = object_in(entry.wanted, "additional");
  if (auto const ready = before_create(); !ready) return ready.error();
  return task.create(std::move(params));
}

}  // namespace

Result<Delivered> deliver_task(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                               Context const& context) {
  if (!entry.log_id.empty()) return Delivered{entry.log_id, entry.adapter_data, entry.body};
  auto const rules = crm.log_rules(entry.key.account);
  if (!rules) return rules.error();
  CrmLog const task(crm, entry, "task", context);
  if (entry.sent) {
    if (!task.can_tell()) return unseen();
    std::string task_id;
    auto const found = task.find(task_id);
    if (!found) return found.error();
    if (*found) return Delivered{task_id, (*found)->adapter_data, {}};
  }
  return create(entry, *rules, before_create, task);
}

}  // namespace patchbay::outbox
