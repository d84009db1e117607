#include "bench/directory_fill.hpp"

#include <array>
#include <atomic>
#include <cstdio>
#include <thread>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/json_read.hpp"
#include "directory/index.hpp"
#include "directory/sync_run.hpp"

namespace patchbay::bench {
namespace {

namespace json = boost::json;

constexpr std::size_t page = 500;
constexpr std::array first_names{"Maya",  "Tom",    "Priya",  "Jonas", "Elena", "Sam",
                                 "Grace", "Oliver", "Katrin", "André", "Lola",  "Yuki"};
constexpr std::array syllables{"bar",  "den",   "ford", "ham",  "ler", "mont",
                               "ning", "quist", "ros",  "ston", "tan", "wick"};

std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

// Over a hundred area codes: numbers of different ones end alike now and then, as they do.
std::string digits_of(std::uint64_t seed) {
  auto const x = mixed(seed);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%03u%03u%04u", static_cast<unsigned>(201 + x % 100),
                static_cast<unsigned>(200 + (x >> 16) % 800), static_cast<unsigned>((x >> 32) % 10'000));
  return text.data();
}

// As four different people type it.
std::string spelled(std::string const& d, std::size_t way) {
  switch (way % 4) {
    case 0: return "+1" + d;
    case 1: return "(" + d.substr(0, 3) + ") " + d.substr(3, 3) + "-" + d.substr(6);
    case 2: return d.substr(0, 3) + "." + d.substr(3, 3) + "." + d.substr(6);
    default: return "+1 " + d.substr(0, 3) + " " + d.substr(3, 3) + " " + d.substr(6);
  }
}

json::object contact(std::size_t i) {
  auto const x = mixed(i ^ 0x5555);
  std::string last = syllables[x % 12];
  last += syllables[(x >> 8) % 12];
  last += syllables[(x >> 16) % 12];
  std::string const first = first_names[(x >> 24) % 12];
  json::array phones{json::object{{"number", spelled(digits_of(i), i)}, {"label", "work"}}};
  if (i % 5 < 3) {
    phones.push_back(
        json::object{{"number", spelled(digits_of(i + all_contacts), i + 1)}, {"label", "mobile"}});
  }
  return {{"id", std::to_string(100'000 + i)},
          {"type", "person"},
          {"name", first + " " + last},
          {"phones", std::move(phones)},
          {"organization", "Company " + std::to_string(x % 50'000)},
          {"organizationId", std::to_string(x % 50'000)},
          {"title", "Buyer"},
          {"email", last + std::to_string(i) + "@crm.example"},
          {"createdAt", "2026-02-11T17:05:00Z"},
          {"lastActivityAt", "2026-11-18T17:12:30Z"},
          {"related", json::array()}};
}

// What it takes to make a page is not the host's work, and is left out of the figure.
class ServingCrm final : public Crm {
 public:
  Result<json::value> call(std::string_view, std::string_view, json::object params, Context const&) override {
    json::value reply;
    serving += milliseconds_of([&] {
      auto const cursor = text_in(params, "cursor");
      auto const from = cursor.empty() ? 0 : std::stoul(cursor);
      json::array contacts;
      for (auto i = from; i < from + page; ++i) contacts.push_back(contact(i));
      bool const last = from + page >= all_contacts;
      reply = json::object{{"contacts", std::move(contacts)},
                           {"deleted", json::array()},
                           {"cursor", last ? "" : std::to_string(from + page)}};
    });
    return reply;
  }
  Result<bool> offers(std::string_view, std::string_view) override { return true; }
  Result<LogRules> log_rules(std::string_view) override { return LogRules(); }

  double serving = 0;
};

// Look-ups of who is there already, until the fill is over.
Times look_up_until(directory::Index& index, std::atomic<bool> const& over) {
  Times times;
  auto const number = parse_phone_number(number_of_contact(7), "US").value();
  while (!over) {
    times.push_back(milliseconds_of([&] {
      auto const found = index.by_number(number);
      if (!found) throw std::runtime_error(found.error().message);
    }));
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return times;
}

}  // namespace

std::string number_of_contact(std::size_t i) { return "+1" + digits_of(i); }

std::vector<Row> fill_directory(std::filesystem::path const& file) {
  directory::Index index(file, "US");
  ServingCrm crm;
  Context const context{SteadyTime::max(), {}};
  auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  std::atomic<bool> over = false;
  Times look_ups;
  std::jthread reader([&] { look_ups = look_up_until(index, over); });
  std::int64_t from = 0;
  auto const took = milliseconds_of([&] {
    for (bool done = false; !done;)
      done = directory::sync_step(index, crm, "acme/7", now, context, from).value();
  });
  over = true;
  reader.join();
  auto const contacts = index.status().value().contacts;
  if (contacts != all_contacts) throw std::runtime_error("not everybody is in the directory");
  return {{"directory, filling, contacts a second", 1000.0 * all_contacts / (took - crm.serving), "/s",
           15'000, Row::at_least},
          {"directory, a look-up while it fills, 99 of 100", percentile(look_ups, 99), "ms", 5}};
}

}  // namespace patchbay::bench
