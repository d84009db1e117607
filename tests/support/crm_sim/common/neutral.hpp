// What every vendor's simulator says and takes in the same words, for tests that run over all of them. The
// words are this project's own and no part of any vendor's API. Values; any thread.
//
// GET /_sim/records    the logs, as LogRecord
// GET /_sim/tasks      what is to be done still, as TaskRecord
// PUT /_sim/settings   {"addPerson": {"name", "phone"}}: somebody who has been there for a while;
//                      {"removePerson": "name"}; {"mayLog": false}: the permission to write logs is
//                      withdrawn;
//                      {"dayUsedUp": true}: where the vendor counts requests by the day
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patchbay::sim {

struct LogRecord {
  std::string id;
  std::string subject;  // empty: the vendor keeps none for this kind of record
  std::string body;
  std::string direction;             // "inbound", "outbound"; empty: the vendor keeps none
  std::optional<long long> seconds;  // none: the vendor keeps none for this record
  std::vector<std::string> contacts;
  std::string filed_under;  // the id of the deal, the matter, ...
};

inline boost::json::object shown(LogRecord const& record) {
  boost::json::object row{{"id", record.id},
                          {"subject", record.subject},
                          {"body", record.body},
                          {"direction", record.direction},
                          {"seconds", nullptr},
                          {"contacts", boost::json::array(record.contacts.begin(), record.contacts.end())},
                          {"filedUnder", record.filed_under}};
  if (record.seconds) row["seconds"] = *record.seconds;
  return row;
}

struct TaskRecord {
  std::string id;
  std::string subject;
  std::string body;
  std::string due;                    // as the vendor keeps it: a time in UTC, or a day
  std::vector<std::string> contacts;  // empty: of nobody, or the vendor's tasks know no contacts
  std::string filed_under;
};

inline boost::json::object shown(TaskRecord const& record) {
  return {{"id", record.id},
          {"subject", record.subject},
          {"body", record.body},
          {"due", record.due},
          {"contacts", boost::json::array(record.contacts.begin(), record.contacts.end())},
          {"filedUnder", record.filed_under}};
}

struct SeedPerson {
  std::string name;
  std::string phone;
};

inline std::optional<SeedPerson> seed_person(boost::json::value const& wish) {
  if (!wish.is_object()) return std::nullopt;
  auto const* name = wish.get_object().if_contains("name");
  auto const* phone = wish.get_object().if_contains("phone");
  if (!name || !name->is_string() || !phone || !phone->is_string()) return std::nullopt;
  return SeedPerson{std::string(name->get_string()), std::string(phone->get_string())};
}

}  // namespace patchbay::sim
