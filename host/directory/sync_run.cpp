#include "directory/sync_run.hpp"

#include <utility>

#include <boost/json/array.hpp>

#include "base/json_read.hpp"

namespace patchbay::directory {
namespace {

namespace json = boost::json;

// A CRM's clock and ours differ; what is told twice does no harm.
constexpr std::chrono::minutes overlap{10};

// A time in the future is one that was noted before the clock was set right.
bool is_older(std::optional<UtcTime> const& time, UtcTime now, std::chrono::seconds age) {
  return !time || *time > now || now - *time >= age;
}

json::array const& list_in(json::value const& reply, char const* name) {
  static json::array const none;
  auto const* object = reply.if_object();
  auto const* member = object ? object->if_contains(name) : nullptr;
  auto const* list = member ? member->if_array() : nullptr;
  return list ? *list : none;
}

void begin(Progress& progress, UtcTime now) {
  bool const fill = fill_is_due(progress, now);
  progress.run = Progress::Run{now, std::nullopt, {}, false};
  if (fill)
    ++progress.fills;
  else
    progress.run->changed_since = *progress.synced - overlap;
}

void end(Progress& progress) {
  auto const run = *std::exchange(progress.run, std::nullopt);
  progress.synced = run.started;
  if (!run.changed_since) progress.filled = run.started;
}

// The run goes from its beginning: this page of it will never come.
bool is_refused(ErrorCode code) {
  return code == ErrorCode::invalid_params || code == ErrorCode::not_found || code == ErrorCode::conflict ||
         code == ErrorCode::bad_reply;
}

Result<bool> sweep_step(Index& index, Progress progress, std::int64_t& from) {
  auto const next = index.sweep(progress.fills, from);
  if (!next) return next.error();
  from = *next;
  if (from != 0) return false;
  end(progress);
  if (auto const kept = index.take_page({}, {}, progress); !kept) return kept.error();
  return true;
}

}  // namespace

bool fill_is_due(Progress const& progress, UtcTime now) {
  return is_older(progress.filled, now, between_fills);
}

bool run_is_due(Progress const& progress, UtcTime now) {
  return progress.run || fill_is_due(progress, now) || is_older(progress.synced, now, between_runs);
}

Result<bool> sync_step(Index& index, Crm& crm, std::string_view account, UtcTime now, Context const& context,
                       std::int64_t& from) {
  auto const status = index.status();
  if (!status) return status.error();
  auto progress = status->progress;
  if (!progress.run) begin(progress, now);
  auto& run = *progress.run;
  if (run.sweeping) return sweep_step(index, progress, from);
  json::object params{{"cursor", run.cursor}, {"changedSince", nullptr}};
  if (run.changed_since) params["changedSince"] = to_iso(*run.changed_since);
  auto const reply = crm.call(account, "contact.list", std::move(params), context);
  auto next = reply && reply->is_object() ? text_in(reply->get_object(), "cursor") : std::string();
  auto error = reply ? Error() : reply.error();
  if (reply && !next.empty() && next == run.cursor) {
    error = fail(ErrorCode::bad_reply, "The CRM gave the same page of contacts twice.");
  } else if (reply) {
    run.cursor = std::move(next);
    bool const last = run.cursor.empty();
    run.sweeping = last && !run.changed_since;
    bool const over = last && !run.sweeping;
    if (over) end(progress);
    if (auto const kept = index.take_page(list_in(*reply, "contacts"), list_in(*reply, "deleted"), progress);
        !kept) {
      return kept.error();
    }
    return over;
  }
  if (is_refused(error.code) && !run.cursor.empty()) {
    progress.run.reset();
    if (auto const kept = index.take_page({}, {}, progress); !kept) return kept.error();
  }
  return error;
}

}  // namespace patchbay::directory
