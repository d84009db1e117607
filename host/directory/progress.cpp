#include "directory/progress.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/json_read.hpp"

namespace patchbay::directory {
namespace {

namespace json = boost::json;

json::value iso_or_null(std::optional<UtcTime> const& time) {
  return time ? json::value(to_iso(*time)) : nullptr;
}

bool flag_in(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value && value->is_bool() && value->get_bool();
}

}  // namespace

std::string to_text(Progress const& progress) {
  json::object out{{"fills", progress.fills},
                   {"filled", iso_or_null(progress.filled)},
                   {"synced", iso_or_null(progress.synced)}};
  if (auto const& run = progress.run) {
    out["run"] = {{"started", to_iso(run->started)},
                  {"changedSince", iso_or_null(run->changed_since)},
                  {"cursor", run->cursor},
                  {"sweeping", run->sweeping}};
  }
  return json::serialize(out);
}

Progress progress_from(std::string_view text) {
  json::error_code fault;
  auto const document = json::parse(json::string_view(text.data(), text.size()), fault);
  if (fault || !document.is_object()) return {};
  auto const& in = document.get_object();
  Progress progress;
  if (auto const* fills = in.if_contains("fills"); fills && fills->is_int64())
    progress.fills = fills->get_int64();
  progress.filled = from_iso(text_in(in, "filled"));
  progress.synced = from_iso(text_in(in, "synced"));
  auto const run = object_in(in, "run");
  if (auto const started = from_iso(text_in(run, "started"))) {
    progress.run = {*started, from_iso(text_in(run, "changedSince")), text_in(run, "cursor"),
                    flag_in(run, "sweeping")};
  }
  return progress;
}

}  // namespace patchbay::directory
