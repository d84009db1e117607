#include "service/directory_lookup.hpp"

#include <algorithm>

#include "service/contact_answer.hpp"
#include "service/params.hpp"

namespace patchbay::service {
namespace {

using namespace std::chrono_literals;

constexpr auto lately = 1min;
constexpr std::size_t most_asked = 1000;  // numbers that are remembered

std::string joined(std::vector<std::string> const& texts) {
  std::string all;
  for (auto const& text : texts) all += text + '\n';
  return all;
}

json::object params_of(NumberQuestion const& question) {
  auto const& number = question.number;
  return {{"e164", number.e164},
          {"countryCode", number.country_code},
          {"national", number.national},
          {"formats", json::array(question.formats.begin(), question.formats.end())}};
}

std::string key_of(LiveConnection const& live, PhoneNumber const& number) {
  return std::to_string(live.row.id) + ' ' + number.e164;
}

bool same_contact(json::object const& a, json::object const& b) {
  return text_in(a, "id") == text_in(b, "id") && text_in(a, "type") == text_in(b, "type");
}

bool stands_in(json::array const& contacts, json::object const& one) {
  return std::any_of(contacts.begin(), contacts.end(), [&](json::value const& other) {
    return other.is_object() && same_contact(other.get_object(), one);
  });
}

// A match by its last digits may be one that the CRM's own search does not see: its silence says nothing.
bool must_be_seen(json::object const& contact, PhoneNumber const& number, std::string_view region) {
  auto const evidence = evidence_of(contact, number, region);
  return evidence && evidence->at("strength").as_string() != name_of(Strength::suffix);
}

}  // namespace

json::array DirectoryLookup::known(LiveConnection const& live, PhoneNumber const& number) {
  auto const index = directory_.of(live.row.id);
  if (!index) return {};
  auto found = index->by_number(number);
  if (!found) {
    ground_.log.warning("directory: " + found.error().message);
    return {};
  }
  if (found->empty()) return {};
  return contact_answers(live, {{"contacts", std::move(*found)}}, &number, ground_.settings.default_region);
}

json::array DirectoryLookup::known(LiveConnection const& live, std::string_view name) {
  auto const index = directory_.of(live.row.id);
  if (!index) return {};
  auto found = index->by_name(name);
  if (!found) {
    ground_.log.warning("directory: " + found.error().message);
    return {};
  }
  return contact_answers(live, {{"contacts", std::move(*found)}}, nullptr, ground_.settings.default_region);
}

bool DirectoryLookup::asked_lately(LiveConnection const& live, NumberQuestion const& question) {
  return recall(live, question).has_value();
}

bool DirectoryLookup::unknown_lately(LiveConnection const& live, NumberQuestion const& question) {
  auto const asked = recall(live, question);
  return asked && asked->nobody;
}

Result<json::value> DirectoryLookup::ask(LiveConnection const& live, NumberQuestion const& question,
                                         Context const& context) {
  auto const key = key_of(live, question.number) + ' ' + joined(question.formats);
  return questions_.ask(key, context, [&]() -> Result<json::value> {
    auto page = live_.ask(live, "contact.find", params_of(question), context);
    if (!page) return page;
    auto const found =
        contact_answers(live, page->as_object(), &question.number, ground_.settings.default_region);
    take_page(live, question.number, page->as_object());
    remember(live, question.number,
             {ground_.clock.steady_now(), ground_.clock.wall_now(), joined(question.formats), found.empty(),
              false});
    return page;
  });
}

Result<json::value> DirectoryLookup::ask(LiveConnection const& live, std::string_view name,
                                         Context const& context) {
  auto page = live_.ask(live, "contact.search", {{"name", name}}, context);
  if (!page) return page;
  if (auto const contacts = array_or_empty(page->as_object(), "contacts")) take(live, *contacts, {});
  return page;
}

void DirectoryLookup::created(LiveConnection const& live, PhoneNumber const& number, json::object contact) {
  if (!evidence_of(contact, number, ground_.settings.default_region)) {
    auto phones = array_or_empty(contact, "phones");
    if (!phones) phones = json::array();
    phones->push_back(json::object{{"number", number.e164}});
    contact["phones"] = std::move(*phones);
  }
  take(live, {std::move(contact)}, {});
  remember(live, number, {ground_.clock.steady_now(), ground_.clock.wall_now(), {}, false, true});
}

void DirectoryLookup::take_page(LiveConnection const& live, PhoneNumber const& number,
                                json::object const& page) {
  auto const index = directory_.of(live.row.id);
  auto const contacts = array_or_empty(page, "contacts");
  if (!index || !contacts) return;
  auto const* more = page.if_contains("truncated");
  bool const whole = !more || !more->is_bool() || !more->get_bool();
  json::array gone;
  if (auto const before = index->by_number(number); before && whole) {
    for (auto const& contact : *before) {
      auto const& known = contact.as_object();
      if (stands_in(*contacts, known) || !must_be_seen(known, number, ground_.settings.default_region))
        continue;
      gone.push_back(json::object{{"id", text_in(known, "id")}, {"type", text_in(known, "type")}});
    }
  }
  take(live, *contacts, gone);
}

void DirectoryLookup::take(LiveConnection const& live, json::array const& contacts, json::array const& gone) {
  auto const index = directory_.of(live.row.id);
  if (!index || (contacts.empty() && gone.empty())) return;
  if (auto const taken = index->take_answer(contacts, gone); !taken) {
    ground_.log.warning("directory: " + taken.error().message);  // the answer itself is none the worse for it
  }
}

void DirectoryLookup::remember(LiveConnection const& live, PhoneNumber const& number, Asked asked) {
  Lock lock(mutex_);
  if (asked_.size() >= most_asked) asked_.clear();
  asked_[key_of(live, number)] = std::move(asked);
}

std::optional<DirectoryLookup::Asked> DirectoryLookup::recall(LiveConnection const& live,
                                                              NumberQuestion const& question) {
  Lock lock(mutex_);
  auto const found = asked_.find(key_of(live, question.number));
  if (found == asked_.end()) return std::nullopt;
  auto const& asked = found->second;
  bool const same = asked.created || asked.formats == joined(question.formats);
  bool const slept = std::chrono::abs(ground_.clock.wall_now() - asked.wall) >= lately;
  if (!same || slept || ground_.clock.steady_now() - asked.when >= lately) return std::nullopt;
  return asked;
}

}  // namespace patchbay::service
