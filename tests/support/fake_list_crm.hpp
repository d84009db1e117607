// A CRM in memory that lists its contacts page by page, behind the port that the directory uses; it fails as
// a test tells it. Thread-safe.
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/crm.hpp"
#include "base/json_read.hpp"
#include "base/thread_annotations.hpp"

namespace patchbay::test {

class FakeListCrm final : public Crm {
 public:
  static constexpr std::size_t page = 2;

  bool lists = true;
  bool tells_deletions = true;
  std::function<void()> before_page = [] {};  // called before each page is made

  void put(std::string const& id, std::string const& name, std::string const& number = "+14155550132") {
    boost::json::object phone{{"number", number}, {"label", "work"}};
    Lock lock(mutex_);
    contacts_[id] = {
        {"id", id}, {"type", "person"}, {"name", name}, {"phones", boost::json::array{std::move(phone)}}};
    changed_.push_back(id);
  }
  void remove(std::string const& id) {
    Lock lock(mutex_);
    contacts_.erase(id);
    deleted_.push_back(id);
  }
  void fail_next(Error error) {
    Lock lock(mutex_);
    faults_.push_back(std::move(error));
  }
  // The params of every call, in their order.
  std::vector<boost::json::object> asked() const {
    Lock lock(mutex_);
    return asked_;
  }

  Result<boost::json::value> call(std::string_view, std::string_view operation, boost::json::object params,
                                  Context const& context) override {
    if (operation != "contact.list") return fail(ErrorCode::unsupported, "This CRM only lists.");
    before_page();
    if (context.stop.stop_requested()) return fail(ErrorCode::cancelled, "The request was cancelled.");
    Lock lock(mutex_);
    asked_.push_back(params);
    if (!faults_.empty()) {
      auto error = std::move(faults_.front());
      faults_.pop_front();
      return error;
    }
    bool const all = params.at("changedSince").is_null();
    boost::json::array found;
    boost::json::array gone;
    auto const after = text_in(params, "cursor");
    std::string cursor;
    for (auto const& [id, contact] : contacts_) {
      bool const wanted = all || std::find(changed_.begin(), changed_.end(), id) != changed_.end();
      if (id <= after || !wanted) continue;
      if (found.size() == page) {
        cursor = text_in(found.back().as_object(), "id");
        break;
      }
      found.push_back(contact);
    }
    if (!all && tells_deletions) {
      for (auto const& id : deleted_) gone.push_back(boost::json::object{{"id", id}, {"type", "person"}});
    }
    if (cursor.empty()) changed_.clear();
    return boost::json::object{
        {"contacts", std::move(found)}, {"deleted", std::move(gone)}, {"cursor", cursor}};
  }
  Result<bool> offers(std::string_view, std::string_view) override { return lists; }
  Result<LogRules> log_rules(std::string_view) override { return LogRules(); }

 private:
  mutable Mutex mutex_;
  std::map<std::string, boost::json::object> contacts_ GUARDED_BY(mutex_);
  std::vector<std::string> changed_ GUARDED_BY(mutex_);
  std::vector<std::string> deleted_ GUARDED_BY(mutex_);
  std::deque<Error> faults_ GUARDED_BY(mutex_);
  std::vector<boost::json::object> asked_ GUARDED_BY(mutex_);
};

}  // namespace patchbay::test
