// A simulated Salesforce with someone signed in to it, and what tests ask of both. One thread.
#pragma once

#include <string>
#include <vector>

#include "crm_sim/salesforce/salesforce.hpp"
#include "salesforce/salesforce.hpp"
#include "support/adapter_world.hpp"

namespace patchbay::salesforce {

using namespace sim::world;

class World : public AdapterWorld<sim::salesforce::Salesforce> {
 public:
  World() : AdapterWorld("Authorization", std::string("Bearer ") + sim::salesforce::seeded_session) {
    scope.user_id = org().id + "-" + org().user;
    scope.sign_in = "oauth";
    scope.variables["token.id"] = "https://login.salesforce.com/id/" + org().id + "/" + org().user;
    scope.settings = {{"outcomes", "Connected, No answer"}, {"taskStatus", "Completed"}};
  }

  sim::salesforce::Org& org() { return state().org; }
  // A time at which what is added is known to searches already.
  sim::SimTime earlier() { return clock() - std::chrono::hours(1); }

  std::string id_of(std::string_view type, std::string_view name, std::string_view field = "Name") {
    for (auto const& [id, record] : org().records)
      if (record.type->name == type &&
          sim::salesforce::text_of(org().value(record, *record.type->field(field))) == name)
        return id;
    return "";
  }
  std::string contact(std::string_view name) { return id_of("Contact", name); }
  std::string lead(std::string_view name) { return id_of("Lead", name); }
  std::string account(std::string_view name) { return id_of("Account", name); }
  std::string opportunity(std::string_view name) { return id_of("Opportunity", name); }
  std::string issue(std::string_view subject) { return id_of("Case", subject, "Subject"); }

  // A field of a record, a text or serialized.
  std::string field(std::string const& id, std::string_view name) {
    auto const& record = *org().find(id);
    auto const value = org().value(record, *record.type->field(name));
    return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
  }
  std::vector<std::string> tasks() {
    std::vector<std::string> ids;
    for (auto const& [id, record] : org().records)
      if (record.type->name == "Task" && !record.deleted) ids.push_back(id);
    return ids;
  }

  // Filled in as the host does.
  CallLog call_with(std::string contact_id) {
    auto log = call_of_five_minutes(std::move(contact_id));
    log.scope = scope;
    log.body = "Hello\n- Call reference: session-1";
    log.start_day = "2026-11-20";
    return log;
  }
  MessageLog messages_with(std::string contact_id) {
    auto log = short_conversation(std::move(contact_id));
    log.scope = scope;
    log.body = "Hi\nReference: conversation-1";
    return log;
  }
  ContactQuery number(std::string national) {
    auto query = by_number(std::move(national));
    query.scope = scope;
    return query;
  }
  LogSearch search_for(std::string mark, std::string contact_id = {}) {
    LogSearch search;
    search.scope = scope;
    search.session_id = std::move(mark);
    search.contact.id = std::move(contact_id);
    search.since = std::chrono::floor<std::chrono::seconds>(clock());
    return search;
  }

  Scope scope;
};

}  // namespace patchbay::salesforce
