#include "service/contact_creation.hpp"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/iso_time.hpp"
#include "service/contact_answer.hpp"
#include "service/params.hpp"

namespace patchbay::service {
namespace {

using namespace std::chrono_literals;

constexpr auto poll = 50ms;
constexpr auto grace = 5s;               // a claim outlives its request
constexpr auto until_searchable = 1min;  // what was made a moment ago is in no CRM's search at once
constexpr auto clocks_differ = 10min;
constexpr int most_pages = 5;

// Whether the CRM may have made the contact though it did not say so.
bool may_have_acted(ErrorCode code) {
  switch (code) {
    case ErrorCode::unknown_outcome:
    case ErrorCode::timeout:
    case ErrorCode::cancelled:
    case ErrorCode::bad_reply:
    case ErrorCode::internal: return true;
    default: return false;
  }
}

std::string words_of(std::string const& text) {
  std::string words;
  for (char const c : text) {
    bool const blank = c == ' ' || c == '\t';
    if (!blank) words += c;
    if (blank && !words.empty() && words.back() != ' ') words += ' ';
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

Error not_seen_yet(SteadyTime::duration wait) {
  auto const rounded = std::max(std::chrono::ceil<std::chrono::seconds>(wait), 1s);
  auto error =
      fail(ErrorCode::unknown_outcome,
           "The CRM's answer was lost, and whether it made the contact cannot be seen yet. Create it "
           "again in " +
               std::to_string(rounded.count()) +
               " seconds: Patchbay looks for it first, so that there will be one.");
  error.retry_after = rounded;
  return error;
}

}  // namespace

// A claim that is given up however the attempt ends.
class ContactCreation::Turn {
 public:
  Turn(ContactCreation& all, Creations::Key key, std::string holder)
      : all_(all), key_(std::move(key)), holder_(std::move(holder)) {}
  ~Turn() {
    if (open_) note(all_.creations_.release(key_, holder_));
  }
  Turn(Turn const&) = delete;
  Turn& operator=(Turn const&) = delete;

  Result<void> mark_sent() { return all_.creations_.mark_sent(key_, holder_, all_.clock_.wall_now()); }
  json::object made(json::object contact) {
    open_ = false;
    note(all_.creations_.made(key_, holder_, {text_in(contact, "id"), text_in(contact, "type")},
                              all_.clock_.wall_now()));
    return contact;
  }
  void refused() {
    open_ = false;
    note(all_.creations_.refused(key_, holder_));
  }

 private:
  // The claim runs out by itself, and then the contact is looked for.
  void note(Result<void> const& done) {
    if (!done) all_.log_.warning("contacts: " + done.error().message);
  }

  ContactCreation& all_;
  Creations::Key const key_;
  std::string const holder_;
  bool open_ = true;
};

Result<json::object> ContactCreation::make(LiveConnection const& live, PhoneNumber const& number,
                                           json::object const& wish, Context const& context) {
  auto const key = Creations::key_of(live.account(), json::serialize(wish));
  auto const holder = courier_.name + '/' + std::to_string(++calls_);
  auto const claimed = claim(key, holder, context);
  if (!claimed) return claimed.error();
  if (claimed->made) return json::object{{"id", claimed->made->id}, {"type", claimed->made->type}};
  Turn turn(*this, key, holder);
  Attempt const attempt{live, number, wish, context};
  if (claimed->sent) {
    auto const found = look(attempt, *claimed->sent);
    if (!found) return found.error();
    if (*found) return turn.made(**found);
    auto const age = clock_.wall_now() - *claimed->sent;
    if (age >= 0s && age < until_searchable) return not_seen_yet(until_searchable - age);
  }
  return send(attempt, turn);
}

Result<Creations::Claim> ContactCreation::claim(Creations::Key const& key, std::string const& holder,
                                                Context const& context) {
  for (;;) {
    auto const now = clock_.wall_now();
    auto const left = std::chrono::duration_cast<WallTime::duration>(
        std::min<SteadyTime::duration>(context.deadline - clock_.steady_now(), 5min));
    auto claimed = creations_.claim(key, holder, now, now + left + grace);
    if (!claimed || claimed->other.empty()) return claimed;
    auto const process = claimed->other.substr(0, claimed->other.find('/'));
    auto const alive = courier_.alive ? courier_.alive(process) : std::nullopt;
    if (alive == std::optional(false)) {
      if (auto const freed = creations_.release(key, claimed->other); !freed) return freed.error();
      continue;
    }
    if (auto over = context.over(clock_.steady_now())) return *over;
    clock_.wait_until(clock_.steady_now() + poll, context.stop);
  }
}

Result<json::object> ContactCreation::send(Attempt const& attempt, Turn& turn) {
  auto const now = clock_.wall_now();
  if (auto const marked = turn.mark_sent(); !marked) return marked.error();
  auto const made = live_.ask(attempt.live, "contact.create", attempt.wish, attempt.context);
  if (made && !text_in(made->get_object(), "id").empty()) return turn.made(made->get_object());
  auto const error =
      made ? fail(ErrorCode::bad_reply, "The adapter gave a new contact no id.") : made.error();
  if (!may_have_acted(error.code)) {
    turn.refused();
    return error;
  }
  if (attempt.context.over(clock_.steady_now())) return error;
  auto const found = look(attempt, now);
  if (found && *found) return turn.made(**found);
  return error.code == ErrorCode::unknown_outcome ? not_seen_yet(until_searchable) : error;
}

ContactCreation::Found ContactCreation::look(Attempt const& attempt, WallTime sent) {
  auto const& live = attempt.live;
  if (live.adapter.offers("contact.find")) {
    auto const page = lookup_.ask(live, NumberQuestion{attempt.number, {}}, attempt.context);
    if (!page) return page.error();
    if (auto found = wished(page->as_object(), attempt)) return found;
  }
  if (live.adapter.offers("contact.list")) return look_in_list(attempt, sent);
  return std::optional<json::object>();
}

std::optional<json::object> ContactCreation::wished(json::object const& page, Attempt const& attempt) const {
  auto const contacts = array_or_empty(page, "contacts");
  if (!contacts) return std::nullopt;
  for (auto const& one : *contacts) {
    if (!one.is_object()) continue;
    auto const& contact = one.get_object();
    bool const alike = words_of(text_in(contact, "name")) == words_of(text_in(attempt.wish, "name")) &&
                       text_in(contact, "type") == text_in(attempt.wish, "type");
    if (alike && evidence_of(contact, attempt.number, default_region_)) return contact;
  }
  return std::nullopt;
}

// A list knows of a new contact before a search does.
ContactCreation::Found ContactCreation::look_in_list(Attempt const& attempt, WallTime sent) {
  auto const now = clock_.wall_now();  // which may be wrong: the CRM goes by its own clock
  auto const there = attempt.live.clock->now().value_or(now);
  auto const earliest = there - std::max<WallTime::duration>(now - sent, 0s) - clocks_differ;
  auto const since = to_iso(std::chrono::floor<std::chrono::seconds>(earliest));
  std::string cursor;
  for (int pages = 0; pages < most_pages; ++pages) {
    auto const page = live_.ask(attempt.live, "contact.list", {{"cursor", cursor}, {"changedSince", since}},
                                attempt.context);
    if (!page) return page.error();
    if (auto found = wished(page->as_object(), attempt)) return found;
    cursor = text_in(page->as_object(), "cursor");
    if (cursor.empty()) break;
  }
  return std::optional<json::object>();
}

}  // namespace patchbay::service
