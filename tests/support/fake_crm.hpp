// A CRM in memory behind the port that the outbox uses: keeps logs, finds them by their mark, and fails as a test tells it.
// Thread-safe.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/crm.hpp"
#include "base/thread_annotations.hpp"

namespace patchbay::test {

namespace json = boost::json;

class FakeCrm final : public Crm {
 public:
  struct Log {
    std::string mark;
    std::string contact;  // with blanks between where there are several
    std::string time;
    std::string subject;
    std::string body;
    json::object additional;
    int version = 1;
    std::string due = {};  // of a task: its time and its day
  };
  // What happens to the next call of an operation: it fails with `code`, before or after the CRM acted.
  struct Fault {
    ErrorCode code;
    bool acted;
    std::optional<std::chrono::seconds> retry_after = std::nullopt;

    Error error() const {
      auto result = fail(code, "as the test said");
      result.retry_after = retry_after;
      return result;
    }
  };

  LogRules rules{"text/plain", 0, true, false, "UTC"};
  bool can_read = true;
  bool can_find = true;
  bool can_move = true;  // a log to another contact

  void fail_next(std::string const& operation, Fault fault) {
    Lock lock(mutex_);
    faults_[operation].push_back(fault);
  }
  // Nothing happens to it, but to the next after it.
  void pass_next(std::string const& operation) {
    Lock lock(mutex_);
    faults_[operation].push_back(std::nullopt);
  }
  std::vector<Log> logs() const {
    Lock lock(mutex_);
    std::vector<Log> result;
    for (auto const& [id, log] : logs_) result.push_back(log);
    return result;
  }
  // The next search does not know yet what was made last.
  void hide_from_next_find() {
    Lock lock(mutex_);
    hidden_ = true;
  }
  // A person edits the first log in the CRM.
  void edit(std::string const& body) {
    Lock lock(mutex_);
    logs_.begin()->second.body = body;
    logs_.begin()->second.version += 1;
  }
  // A person deletes the first log in the CRM.
  void remove() {
    Lock lock(mutex_);
    logs_.erase(logs_.begin());
  }
  // The params of each file that was taken.
  std::vector<json::object> attachments() const {
    Lock lock(mutex_);
    return attachments_;
  }
  int count(std::string const& operation) const {
    Lock lock(mutex_);
    auto const found = counts_.find(operation);
    return found == counts_.end() ? 0 : found->second;
  }

  Result<bool> offers(std::string_view, std::string_view operation) override {
    if (operation == "callContact.set") return can_move;
    return operation != "callDisposition.set" && (can_read || !operation.ends_with(".get")) &&
           (can_find || !operation.ends_with(".find"));
  }
  Result<LogRules> log_rules(std::string_view) override { return rules; }

  Result<json::value> call(std::string_view, std::string_view name, json::object params, Context const&) override {
    Lock lock(mutex_);
    std::string const operation(name);
    counts_[operation] += 1;
    std::optional<Fault> fault;
    if (auto& queue = faults_[operation]; !queue.empty()) {
      fault = queue.front();
      queue.pop_front();
    }
    if (fault && !fault->acted) return fault->error();
    auto reply = operation == "attachment.create" ? attach(params) : act(operation.substr(operation.find('.') + 1), params);
    if (fault) return fault->error();
    return reply;
  }

 private:
  static std::string text(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
  }
  static json::object member(json::object const& object, std::string_view name) {
    auto const* value = object.if_contains(name);
    return value && value->is_object() ? value->get_object() : json::object();
  }
  json::object reference(std::string const& id) REQUIRES_LOCK(mutex_) {
    return {{"id", id}, {"adapterData", json::object{{"version", logs_.at(id).version}}}};
  }

  Result<json::value> act(std::string const& verb, json::object const& params) REQUIRES_LOCK(mutex_) {
    if (verb == "create") return create(params);
    if (verb == "find") {
      if (std::exchange(hidden_, false)) return json::value{{"log", nullptr}};
      for (auto const& [id, log] : logs_) {
        if (log.mark == text(params, "sessionId") && log.contact == text(member(params, "contact"), "id")) return json::value{{"log", reference(id)}};
      }
      return json::value{{"log", nullptr}};
    }
    if (verb == "get") return get(params);
    if (verb == "update") return update(params);
    if (verb == "set") return set_contact(params);
    return fail(ErrorCode::unsupported, "no such operation");
  }

  // One that was sent before is looked for by its mark.
  Result<json::value> attach(json::object const& params) REQUIRES_LOCK(mutex_) {
    for (std::size_t i = 0; params.at("retried").as_bool() && i < attachments_.size(); ++i) {
      if (attachments_[i].at("mark") == params.at("mark")) return json::value{{"id", "file-" + std::to_string(i)}};
    }
    if (!logs_.contains(text(member(params, "log"), "id"))) return fail(ErrorCode::not_found, "no such log");
    attachments_.push_back(params);
    return json::value{{"id", "file-" + std::to_string(attachments_.size() - 1)}};
  }

  Result<json::value> create(json::object const& params) REQUIRES_LOCK(mutex_) {
    auto const id = std::to_string(next_id_++);
    auto mark = text(params, "sessionId");
    if (mark.empty()) mark = text(params, "conversationId");
    auto const contact = text(member(params, "contact"), "id");
    logs_[id] = {mark, contact, text(params, "time"), text(params, "subject"), text(params, "body"), member(params, "additional"), 1};
    with_[id] = {contact};
    if (params.contains("dueTime")) logs_[id].due = text(params, "dueTime") + " " + text(params, "dueDay");
    return json::value(reference(id));
  }

  Result<json::value> get(json::object const& params) REQUIRES_LOCK(mutex_) {
    json::array rows;
    for (auto const& wanted : params.at("logs").as_array()) {
      auto const id = text(wanted.as_object(), "id");
      auto const found = logs_.find(id);
      if (found == logs_.end()) return fail(ErrorCode::not_found, "no such log");
      auto row = reference(id);
      row["subject"] = found->second.subject;
      row["body"] = found->second.body;
      rows.push_back(std::move(row));
    }
    return json::value{{"logs", std::move(rows)}};
  }

  bool somebody_was_faster(json::object const& params, Log const& log) const {
    auto const adapter_data = member(member(params, "log"), "adapterData");
    auto const* version = adapter_data.if_contains("version");
    return rules.conditional_update && version && version->to_number<int>() != log.version;
  }

  // A log that is taken from somebody whom it is not with stays with whom it was with, too.
  Result<json::value> set_contact(json::object const& params) REQUIRES_LOCK(mutex_) {
    auto const found = logs_.find(text(member(params, "log"), "id"));
    if (found == logs_.end()) return fail(ErrorCode::not_found, "no such log");
    auto& log = found->second;
    if (somebody_was_faster(params, log)) return fail(ErrorCode::conflict, "somebody was faster");
    auto const contact = text(member(params, "contact"), "id");
    auto const previous = text(member(params, "previous"), "id");
    auto& with = with_[found->first];
    with.erase(previous);
    with.insert(contact);
    log.contact = *with.begin();
    for (auto other = std::next(with.begin()); other != with.end(); ++other) log.contact += " " + *other;
    log.additional = member(params, "additional");
    log.version += 1;
    return json::value(reference(found->first));
  }

  Result<json::value> update(json::object const& params) REQUIRES_LOCK(mutex_) {
    auto const found = logs_.find(text(member(params, "log"), "id"));
    if (found == logs_.end()) return fail(ErrorCode::not_found, "no such log");
    if (somebody_was_faster(params, found->second)) return fail(ErrorCode::conflict, "somebody was faster");
    if (params.contains("subject")) found->second.subject = text(params, "subject");
    if (params.contains("body")) found->second.body = text(params, "body");
    for (auto const& [kind, id] : member(params, "additional")) found->second.additional[kind] = id;
    found->second.version += 1;
    return json::value(reference(found->first));
  }

  mutable Mutex mutex_;
  int next_id_ GUARDED_BY(mutex_) = 100;
  bool hidden_ GUARDED_BY(mutex_) = false;
  std::map<std::string, Log> logs_ GUARDED_BY(mutex_);
  std::map<std::string, std::set<std::string>> with_ GUARDED_BY(mutex_);  // the contacts of each log
  std::map<std::string, std::deque<std::optional<Fault>>> faults_ GUARDED_BY(mutex_);
  std::map<std::string, int> counts_ GUARDED_BY(mutex_);
  std::vector<json::object> attachments_ GUARDED_BY(mutex_);
};

}  // namespace patchbay::test
