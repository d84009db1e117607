// The records of the simulated Clio: fields, paging, search, and what a create or an update refuses.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim;
using namespace patchbay::sim::clio;

namespace {

std::size_t found(Bench& bench, std::string const& query) {
  return bench.get("contacts.json?query=" + query).data().get_array().size();
}

int made(Bench& bench, std::string const& target, std::string const& data) {
  return bench.post(target, "{\"data\":" + data + "}").status;
}

}  // namespace

TEST_CASE("Without fields an answer has id and etag only") {
  Bench bench;
  auto const told = bench.get("contacts/" + bench.contact("Ada Brook") + ".json");
  REQUIRE(told.status == 200);
  CHECK(told.data().get_object().size() == 2);
  CHECK(told.data().get_object().contains("etag"));
}

TEST_CASE("Fields nest one level; deeper, unknown or unbalanced ones are refused") {
  Bench bench;
  auto const at = "contacts/" + bench.contact("Ada Brook") + ".json?fields=";
  CHECK(bench.get(at + "name,company{id,name}").data().at("company").at("name") == "Harbour & Sons");
  CHECK(bench.get(at + "company").data().at("company").get_object().size() == 2);
  CHECK(bench.get(at + "phone_numbers{number}").data().at("phone_numbers").at(0).at("number") ==
        "+14155550132");
  CHECK(bench.get(at + "company{company{id}}").text("error/type") == "InvalidFields");
  CHECK(bench.get(at + "phones").text("error/type") == "InvalidFields");
  CHECK(bench.get(at + "phone_numbers{digits}").text("error/type") == "InvalidFields");
  CHECK(bench.get(at + "name{first}").text("error/type") == "InvalidFields");
  CHECK(bench.get(at + "company{id").text("error/type") == "InvalidFields");
  CHECK(bench.get(at + "matters").text("error/type") == "InvalidFields");
}

TEST_CASE("Numbers are compared to the letter; a raw plus is a blank and an encoded one a plus") {
  Bench bench;
  CHECK(found(bench, "%2B14155550132") == 1);
  CHECK(found(bench, "+14155550132") == 1);  // " 14155550132" without the blank
  CHECK(found(bench, "4155550132") == 1);
  CHECK(found(bench, "(415)%20555-0132") == 1);
  CHECK(found(bench, "0132") == 5);  // three people, a foreigner, and a company that is called so
  CHECK(found(bench, "9999999") == 0);
}

TEST_CASE("A search covers names, companies and matters as well") {
  Bench bench;
  CHECK(found(bench, "ada%20BROOK") == 1);
  CHECK(found(bench, "Harbour%20%26%20Sons") == 4);
  CHECK(found(bench, "%E5%B1%B1%E7%94%B0") == 1);
}

TEST_CASE("Where only whole runs of digits count, the end of one finds nothing") {
  Bench bench;
  bench.state().habits.matches_whole_tokens = true;
  CHECK(found(bench, "0132") == 4);
  CHECK(found(bench, "%2B14155550132") == 1);
}

TEST_CASE("A list is paged by whole URLs, 200 rows at most") {
  Bench bench;
  CHECK(bench.get("contacts.json?limit=201").status == 400);
  CHECK(bench.get("contacts.json?limit=0").status == 400);
  auto const first = bench.get("contacts.json?limit=10&fields=id,name");
  auto const next = std::string(first.body.at("meta").at("paging").at("next").get_string());
  REQUIRE(next.starts_with("http://127.0.0.1:1/api/v4/contacts.json?"));
  auto const second = bench.ask("GET", next.substr(next.find("/api")));
  CHECK(second.data().get_array().size() == bench.state().firm.contacts.size() - 10);
  CHECK_FALSE(second.body.at("meta").at("paging").get_object().contains("next"));
}

TEST_CASE("In the order of ids pages go on for ever, behind the last row of the one before; else to 10,000") {
  Bench bench;
  auto& firm = bench.state().firm;
  bench.state().limits.requests_a_minute() = 1000;
  while (firm.contacts.size() < 10'100) add_company(firm, "Lot", "", bench.clock);
  auto const next_of = [](Told const& told) {
    auto const* next = told.body.at("meta").at("paging").get_object().if_contains("next");
    return next ? std::string(next->get_string()) : std::string();
  };
  auto const rows_in = [&](std::string const& first) {
    std::size_t rows = 0;
    auto told = bench.get(first);
    for (;;) {
      rows += told.data().get_array().size();
      auto const next = next_of(told);
      if (next.empty()) return rows;
      told = bench.ask("GET", next.substr(next.find("/api")));
    }
  };
  CHECK(rows_in("contacts.json?order=id(asc)") == 10'100);
  CHECK(rows_in("contacts.json") == 10'000);
  auto const next = next_of(bench.get("contacts.json?order=id(asc)&limit=3"));
  firm.contacts.erase(firm.contacts.begin());
  CHECK(bench.ask("GET", next.substr(next.find("/api"))).data().at(0).at("id") ==
        std::next(firm.contacts.begin(), 2)->first);
  CHECK(bench.get("contacts.json?order=name(asc)").status == 400);
  CHECK(bench.get("contacts.json?order=id(asc)&page_token=of%20another%20day").status == 400);
}

TEST_CASE("Only contacts that changed since a time are listed, and the time has a zone") {
  Bench bench;
  auto const changed = [&](std::string const& since) {
    return bench.get("contacts.json?updated_since=" + since).data().get_array().size();
  };
  auto& firm = bench.state().firm;
  auto const now = clio_time(bench.clock), later = clio_time(bench.clock + std::chrono::seconds(1));
  CHECK(changed(now) == firm.contacts.size());
  CHECK(changed(later) == 0);
  firm.touch(firm.contacts.begin()->second, bench.clock + std::chrono::hours(1));
  CHECK(changed(later) == 1);
  CHECK(bench.get("contacts.json?updated_since=2026-11-21T09:00:00").status == 400);
  CHECK(bench.get("contacts.json?updated_since=yesterday").status == 400);
}

TEST_CASE("Unknown, empty and ill-typed query parameters are refused") {
  Bench bench;
  for (auto const* query : {"contacts.json?phone=1", "contacts.json?query=", "contacts.json?type=Robot",
                            "matters.json?status=won", "matters.json?client_id=x",
                            "relationships.json?contact_id=x", "communications.json?ids[]=x"})
    CHECK(bench.get(query).status == 400);
}

TEST_CASE("Matters are filtered by client and status, relationships by contact only") {
  Bench bench;
  auto const ada = bench.contact("Ada Brook"), ben = bench.contact("Ben Castle");
  CHECK(bench.get("matters.json?client_id=" + ada).data().get_array().size() == 3);
  CHECK(bench.get("matters.json?status=open,pending&client_id=" + ada).data().get_array().size() == 2);
  auto const told = bench.get("relationships.json?fields=description,matter{id,status}&contact_id=" + ben);
  REQUIRE(told.data().get_array().size() == 1);
  CHECK(told.data().at(0).at("matter").at("status") == "Open");
}

TEST_CASE("A person needs a name, a company its own, and only known labels are taken") {
  Bench bench;
  CHECK(made(bench, "contacts.json", R"({"type":"Person","first_name":"A"})") == 201);
  CHECK(made(bench, "contacts.json", R"({"type":"Person","name":"A B"})") == 201);
  CHECK(made(bench, "contacts.json", R"({"type":"Person"})") == 422);
  CHECK(made(bench, "contacts.json", R"({"type":"Company","first_name":"A"})") == 422);
  CHECK(made(bench, "contacts.json", R"({"name":"A"})") == 422);
  CHECK(made(bench, "contacts.json",
             R"({"type":"Person","name":"A","phone_numbers":[{"name":"Cell","number":"1"}]})") == 422);
  CHECK(made(bench, "contacts.json", R"({"type":"Person","name":"A","phones":[]})") == 400);
  CHECK(bench.post("contacts.json", R"({"type":"Person","name":"A"})").status == 400);
}

TEST_CASE("A communication needs its texts, a time with an offset, and people who exist") {
  Bench bench;
  auto const with = [&](std::string const& data) { return made(bench, "communications.json", data); };
  CHECK(with(R"({"type":"PhoneCommunication","subject":"S","body":"B",)"
             R"("received_at":"2026-11-21T02:00:00-08:00"})") == 201);
  CHECK(
      with(
          R"({"type":"PhoneCommunication","subject":"S","body":" ","received_at":"2026-11-21T02:00:00Z"})") ==
      422);
  CHECK(
      with(R"({"type":"PhoneCommunication","subject":"S","body":"B","received_at":"2026-11-21T02:00:00"})") ==
      422);
  CHECK(with(R"({"type":"Call","subject":"S","body":"B","received_at":"2026-11-21T02:00:00Z"})") == 422);
  CHECK(bench.communication(R"(,"senders":[{"id":1,"type":"Contact"}])") == "refused: RecordNotFound");
  CHECK(bench.communication(R"(,"senders":[{"id":1,"type":"Person"}])") == "refused: UnprocessableEntity");
  CHECK(bench.communication(R"(,"matter":{"id":null})") == "refused: UnprocessableEntity");
  std::string six = R"(,"external_properties":[)";
  for (int i = 0; i < 6; ++i) six += std::string(i ? "," : "") + R"({"name":"n","value":"v"})";
  CHECK(bench.communication(six + "]") == "refused: UnprocessableEntity");
}

TEST_CASE("Participants are written as User or Contact and read as User, Person or Company") {
  Bench bench;
  auto const id =
      bench.communication(R"(,"senders":[{"type":"Contact","id":)" + bench.contact("Harbour & Sons") +
                          R"(}],"receivers":[{"type":"User","id":350001}])");
  auto const told = bench.get("communications/" + id + ".json?fields=senders{id,type,name},receivers{type}");
  CHECK(told.data().at("senders").at(0).at("type") == "Company");
  CHECK(told.data().at("senders").at(0).at("name") == "Harbour & Sons");
  CHECK(told.data().at("receivers").at(0).at("type") == "User");
}

TEST_CASE("A change names who comes and who leaves, and the others stay") {
  Bench bench;
  auto const ada = bench.contact("Ada Brook"), ben = bench.contact("Ben Castle");
  auto const at = "communications/" +
                  bench.communication(R"(,"senders":[{"type":"Contact","id":)" + ada + "}]") + ".json";
  auto const change = [&](std::string const& senders) {
    return bench.patch(at, R"({"data":{"senders":[)" + senders + "]}}").status;
  };
  auto const contact = [](std::string const& id, std::string const& more = "") {
    return R"({"type":"Contact","id":)" + id + more + "}";
  };
  auto const senders = [&] { return bench.get(at + "?fields=senders{id}").data().at("senders").get_array(); };
  CHECK(change(contact(ben)) == 200);
  CHECK(senders().size() == 2);
  CHECK(change(contact(ben)) == 200);
  CHECK(senders().size() == 2);
  CHECK(change(contact(ada, R"(,"_deleted":true)")) == 200);
  REQUIRE(senders().size() == 1);
  CHECK(json::serialize(senders().at(0).at("id")) == ben);
  CHECK(change(contact(ada, R"(,"_deleted":true)")) == 404);
  CHECK(change(contact(ben, R"(,"_deleted":"yes")")) == 422);
}

TEST_CASE("A communication is found by its external property, and read by ids, 200 at most") {
  Bench bench;
  auto const id = bench.communication(R"(,"external_properties":[{"name":"n","value":"v"}])");
  bench.communication();
  auto const told = bench.get("communications.json?external_property_name=n&external_property_value=v");
  REQUIRE(told.data().get_array().size() == 1);
  CHECK(json::serialize(told.data().at(0).at("id")) == id);
  CHECK(bench.get("communications.json?ids[]=" + id + "&ids[]=1").data().get_array().size() == 1);
  std::string many;
  for (int i = 0; i < 201; ++i) many += "&ids[]=" + std::to_string(i);
  CHECK(bench.get("communications.json?" + many.substr(1)).status == 400);
}

TEST_CASE("A change with an old etag is 412 and changes nothing; a good one gives another etag") {
  Bench bench;
  auto const at = "communications/" + bench.communication() + ".json";
  auto const etag = std::string(bench.get(at).data().at("etag").get_string());
  bench.headers["If-Match"] = etag;
  CHECK(bench.patch(at, R"({"data":{"body":"one"}})").status == 200);
  CHECK(bench.patch(at, R"({"data":{"body":"two"}})").status == 412);
  bench.headers.erase("If-Match");
  CHECK(bench.get(at + "?fields=body").data().at("body") == "one");
  CHECK(bench.get(at).data().at("etag").get_string() != etag);
  CHECK(bench.patch(at, R"({"data":{"body":"three"}})").status == 200);
}

TEST_CASE("A time entry wants a type, a plain date and whole seconds, and may need codes") {
  Bench bench;
  auto const with = [&](std::string const& data) { return made(bench, "activities.json", data); };
  CHECK(with(R"({"type":"TimeEntry","date":"2026-11-20","quantity":300})") == 201);
  CHECK(with(R"({"type":"TimeEntry","date":"2026-11-20T10:00:00Z","quantity":300})") == 422);
  CHECK(with(R"({"type":"TimeEntry","date":"2026-11-20","quantity":0.1})") == 422);
  CHECK(with(R"({"type":"TimeEntry","date":"2026-11-20","quantity":0})") == 422);
  CHECK(with(R"({"date":"2026-11-20","quantity":300})") == 422);
  CHECK(with(R"({"type":"TimeEntry","date":"2026-11-20","communication":{"id":1}})") == 404);
  bench.state().habits.demands_codes = true;
  auto const told =
      bench.post("activities.json", R"({"data":{"type":"TimeEntry","date":"2026-11-20","quantity":300}})");
  CHECK(told.status == 422);
  CHECK(told.body.at("error").at("errors").get_object().contains("activity_description"));
  CHECK(with(R"({"type":"TimeEntry","date":"2026-11-20","quantity":300,"non_billable":true})") == 201);
}

TEST_CASE("A communication shows its time entries, and those are listed by it") {
  Bench bench;
  auto const id = bench.communication();
  CHECK(made(bench, "activities.json",
             R"({"type":"TimeEntry","date":"2026-11-20","quantity":300,"communication":{"id":)" + id +
                 "}}") == 201);
  auto const told = bench.get("communications/" + id + ".json?fields=time_entries{id,quantity}");
  REQUIRE(told.data().at("time_entries").get_array().size() == 1);
  CHECK(told.data().at("time_entries").at(0).at("quantity") == 300);
  CHECK(bench.get("activities.json?communication_id=" + id).data().get_array().size() == 1);
}

TEST_CASE("A deleted record is gone, and an unknown path is no resource") {
  Bench bench;
  auto const at = "/api/v4/communications/" + bench.communication() + ".json";
  CHECK(bench.ask("DELETE", at).status == 204);
  CHECK(bench.ask("GET", at).status == 404);
  CHECK(bench.get("communications").status == 404);
  CHECK(bench.get("deals.json").status == 404);
}

TEST_CASE("The firm's records can be looked at without a credential, and a person can edit a log") {
  Bench bench;
  auto const id = bench.communication();
  bench.headers.erase("Authorization");
  CHECK(bench.ask("PUT", "/_sim/settings", R"({"edit":{"id":)" + id + R"(,"body":"by a person"}})").status ==
        200);
  CHECK(bench.ask("GET", "/_sim/communications").body.at(0).at("body") == "by a person");
  CHECK(bench.ask("GET", "/_sim/contacts").body.get_array().size() == 13);
  CHECK(bench.ask("GET", "/_sim/nothing").status == 404);
}
