// Records: what Salesforce checks before it writes, and several at once.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::salesforce;

namespace {

std::string task(std::string const& more) {
  return R"({"Subject":"Call","Status":"Completed","TaskSubtype":"Call")" + more + "}";
}

std::string member(std::string const& name, std::string const& id) {
  return ",\"" + name + "\":\"" + id + "\"";
}

}  // namespace

TEST_CASE("A task with a contact and an account is written, read, changed and deleted") {
  Bench bench;
  auto const ada = bench.id_of("Contact", "Ada Brook"),
             deal = bench.id_of("Opportunity", "Ada Brook: yearly contract");
  auto const made = bench.make(
      "Task", task(member("WhoId", ada) + member("WhatId", deal) + R"(,"CallDurationInSeconds":61)"));
  REQUIRE(made.status == 201);
  auto const target = rest("/sobjects/Task/" + made.text("id"));
  auto const read =
      bench.get(target + "?fields=Subject,WhoId,IsClosed,Who.Name,Account.Name,CallDurationInSeconds");
  CHECK(read.text("WhoId") == ada);
  CHECK(read.text("Account/Name") == "Harbour & Sons");
  CHECK(read.text("Who/Name") == "Ada Brook");
  CHECK(read.body.at("IsClosed") == true);
  CHECK(bench.patch(target, R"({"Subject":"Changed"})").status == 204);
  CHECK(bench.get(target.substr(0, target.size() - 3)).text("Subject") == "Changed");
  CHECK(bench.ask("DELETE", target).status == 204);
  CHECK(error_of(bench.get(target)) == "ENTITY_IS_DELETED");
  CHECK(bench.get(rest("/sobjects/Task/00T000000000000AAA")).status == 404);
}

TEST_CASE("A task without a status is open and to be done, until it is completed and a log") {
  Bench bench;
  auto const made = bench.make("Task", R"({"Subject":"Send the offer","TaskSubtype":"Task",
      "ActivityDate":"2026-11-22","IsReminderSet":true,"ReminderDateTime":"2026-11-21T23:30:00Z"})");
  REQUIRE(made.status == 201);
  auto const target = rest("/sobjects/Task/" + made.text("id"));
  CHECK(bench.get(target).text("Status") == "Not Started");
  CHECK(bench.get(target).text("Priority") == "Normal");
  auto const told = [&](std::string const& name) {
    return bench.get("/_sim/" + name).body.as_array().size();
  };
  CHECK(told("tasks") == 1);
  CHECK(told("records") == 0);
  CHECK(bench.patch(target, R"({"Status":"Completed"})").status == 204);
  CHECK(told("tasks") == 0);
  CHECK(told("records") == 1);
}

TEST_CASE("What a task may not be is refused, each by its own word") {
  Bench bench;
  auto const ada = bench.id_of("Contact", "Ada Brook"), lead = bench.id_of("Lead", "Cleo Dahl"),
             account = bench.id_of("Account", "Quiet Mill");
  auto const [fields, code] = GENERATE_COPY(table<std::string, std::string>(
      {{member("WhoId", lead) + member("WhatId", account), "FIELD_INTEGRITY_EXCEPTION"},
       {member("WhoId", account), "MALFORMED_ID"},
       {member("WhatId", ada), "MALFORMED_ID"},
       {member("WhoId", "003000000000000AAA"), "INVALID_CROSS_REFERENCE_KEY"},
       {R"(,"CallType":"Missed")", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"},
       {R"(,"CallDurationInSeconds":"61")", "JSON_PARSER_ERROR"},
       {R"(,"CallDurationInSeconds":100000000)", "NUMBER_OUTSIDE_VALID_RANGE"},
       {R"(,"ActivityDate":"2026-11-21T09:00:00Z")", "JSON_PARSER_ERROR"},
       {R"(,"ReminderDateTime":"2026-11-21T15:00:00")", "JSON_PARSER_ERROR"},
       {R"(,"IsReminderSet":"yes")", "JSON_PARSER_ERROR"},
       {R"(,"Nothing":1)", "INVALID_FIELD"},
       {R"(,"IsClosed":true)", "INVALID_FIELD_FOR_INSERT_UPDATE"},
       {member("CallDisposition", std::string(256, 'x')), "STRING_TOO_LONG"}}));
  auto const told = bench.make("Task", task(fields));
  INFO(fields);
  CHECK(told.status == 400);
  CHECK(error_of(told) == code);
}

TEST_CASE("A task's subtype stays as it was made") {
  Bench bench;
  auto const id = bench.make("Task", task("")).text("id");
  CHECK(error_of(bench.patch(rest("/sobjects/Task/" + id), R"({"TaskSubtype":"Task"})")) ==
        "INVALID_FIELD_FOR_INSERT_UPDATE");
}

TEST_CASE("A contact that is gone takes no tasks, and an org without call fields no calls") {
  Bench bench;
  auto const ada = bench.id_of("Contact", "Ada Brook");
  bench.ask("DELETE", rest("/sobjects/Contact/" + ada));
  CHECK(error_of(bench.make("Task", task(member("WhoId", ada)))) == "ENTITY_IS_DELETED");
  bench.vendor->configure({{"callFields", false}});
  CHECK(error_of(bench.make("Task", task(R"(,"CallType":"Inbound")"))) == "INVALID_FIELD");
  bench.vendor->configure({{"mayLog", false}});
  CHECK(bench.make("Task", task("")).status == 403);
}

TEST_CASE("A last name is required, and of a lead the company") {
  Bench bench;
  auto const told = bench.make("Lead", R"({"FirstName":"Ivo"})");
  CHECK(error_of(told) == "REQUIRED_FIELD_MISSING");
  CHECK(told.body.at(0).at("fields").as_array().size() == 2);
  CHECK(error_of(bench.make("Contact", R"({"LastName":"Ivo","Email":"nothing"})")) ==
        "INVALID_EMAIL_ADDRESS");
  CHECK(bench.make("Contact", R"({"LastName":"Ivo"})").status == 201);
}

TEST_CASE("A second record like the first is refused, and let in where the rule and the header say so") {
  Bench bench;
  std::string const ada = R"({"FirstName":"Ada","LastName":"Brook","Phone":"+14155550132"})";
  auto const told = bench.make("Contact", ada);
  CHECK(told.status == 400);
  CHECK(error_of(told) == "DUPLICATES_DETECTED");
  auto const& result = told.body.at(0).at("duplicateResut");
  CHECK(result.at("allowSave") == true);
  CHECK(told.text("0/duplicateResut/matchResults/0/matchRecords/0/record/Id") ==
        bench.id_of("Contact", "Ada Brook"));
  bench.headers["Sforce-Duplicate-Rule-Header"] = "allowSave=true";
  bench.vendor->configure({{"duplicateRule", "block"}});
  CHECK(error_of(bench.make("Contact", ada)) == "DUPLICATES_DETECTED");
  bench.vendor->configure({{"duplicateRule", "alert"}});
  CHECK(bench.make("Contact", ada).status == 201);
}

TEST_CASE("A change on condition is refused after another change") {
  Bench bench;
  auto const target = rest("/sobjects/Task/" + bench.make("Task", task("")).text("id"));
  bench.headers["If-Unmodified-Since"] = "Sat, 21 Nov 2026 09:00:00 GMT";
  CHECK(bench.patch(target, R"({"Subject":"1"})").status == 204);
  bench.clock += std::chrono::seconds(5);
  bench.headers.erase("If-Unmodified-Since");
  CHECK(bench.patch(target, R"({"Subject":"2"})").status == 204);
  bench.headers["If-Unmodified-Since"] = "Sat, 21 Nov 2026 09:00:00 GMT";
  CHECK(bench.patch(target, R"({"Subject":"3"})").status == 412);
  CHECK(bench.get(target).text("Subject") == "2");
  bench.headers["If-Unmodified-Since"] = "yesterday";
  CHECK(bench.patch(target, R"({"Subject":"4"})").status == 400);
}

TEST_CASE("A composite request answers each part, takes no search and no more than five queries") {
  Bench bench;
  auto const part = [](std::string const& url, std::string const& reference) {
    return R"({"method":"GET","url":")" + rest(url) + R"(","referenceId":")" + reference + "\"}";
  };
  auto const ask = [&](std::string const& parts) {
    return bench.post(rest("/composite"), R"({"allOrNone":false,"compositeRequest":[)" + parts + "]}");
  };
  auto const told = ask(part("/query?q=SELECT+Id+FROM+Contact", "people") + "," +
                        part("/query?q=SELECT+Nothing+FROM+Case", "wrong"));
  REQUIRE(told.status == 200);
  CHECK(told.body.at("compositeResponse").at(0).at("httpStatusCode") == 200);
  CHECK(told.body.at("compositeResponse").at(0).at("body").at("records").as_array().size() > 4);
  CHECK(told.body.at("compositeResponse").at(1).at("httpStatusCode") == 400);
  CHECK(told.text("compositeResponse/1/body/0/errorCode") == "INVALID_FIELD");
  CHECK(ask(part("/search?q=FIND+{ab}", "search")).status == 400);
  std::string six;
  for (char c = 'a'; c < 'g'; ++c)
    six += (six.empty() ? "" : ",") + part("/query?q=SELECT+Id+FROM+Case", std::string("q") + c);
  CHECK(error_of(ask(six)) == "LIMIT_EXCEEDED");
  CHECK(ask(part("/query?q=SELECT+Id+FROM+Case", "a") + "," + part("/query?q=SELECT+Id+FROM+Case", "a"))
            .status == 400);
}

TEST_CASE("A composite request that is all or none takes back what it wrote") {
  Bench bench;
  auto const told = bench.post(
      rest("/composite"), R"({"allOrNone":true,"compositeRequest":[{"method":"POST","url":")" +
                              rest("/sobjects/Task") +
                              R"(","referenceId":"a","body":{"Subject":"kept?"}},{"method":"POST","url":")" +
                              rest("/sobjects/Task") + R"(","referenceId":"b","body":{"Nothing":1}}]})");
  CHECK(told.body.at("compositeResponse").at(0).at("httpStatusCode") == 400);
  CHECK(bench.query("SELECT Id FROM Task").list("records").empty());
}

TEST_CASE("Collections are written and read, each record by itself") {
  Bench bench;
  auto const made = bench.post(
      rest("/composite/sobjects"),
      R"({"records":[{"attributes":{"type":"Contact"},"LastName":"One"},{"attributes":{"type":"Contact"}}]})");
  REQUIRE(made.status == 200);
  auto const id = made.text("0/id");
  CHECK(made.text("1/errors/0/statusCode") == "REQUIRED_FIELD_MISSING");
  auto const read = bench.post(rest("/composite/sobjects/Contact"),
                               R"({"ids":[")" + id + R"(","003000000000000AAA"],"fields":["LastName"]})");
  CHECK(read.text("0/LastName") == "One");
  CHECK(read.body.at(1).is_null());
  CHECK(bench
            .patch(rest("/composite/sobjects"),
                   R"({"records":[{"attributes":{"type":"Contact"},"id":")" + id + R"(","LastName":"Two"}]})")
            .body.at(0)
            .at("success") == true);
  CHECK(bench.ask("DELETE", rest("/composite/sobjects?ids=" + id)).body.at(0).at("success") == true);
  CHECK(bench.query("SELECT Id FROM Contact WHERE LastName='Two'").list("records").empty());
}

TEST_CASE("Objects are described with their fields") {
  Bench bench;
  CHECK(bench.get(rest("/sobjects")).list("sobjects").size() == 8);
  CHECK(bench.get(rest("/sobjects/Task")).text("objectDescribe/keyPrefix") == "00T");
  auto const told = bench.get(rest("/sobjects/Task/describe"));
  CHECK(told.text("name") == "Task");
  CHECK(boost::json::serialize(told.body).find(
            R"("name":"CallDurationInSeconds","label":"CallDurationInSeconds","type":"int")") !=
        std::string::npos);
}

TEST_CASE("A body that is no JSON, a wrong content type and a wrong method are told apart") {
  Bench bench;
  CHECK(error_of(bench.post(rest("/sobjects/Task"), "{")) == "JSON_PARSER_ERROR");
  CHECK(bench.post(rest("/sobjects/Task"), "a=b").status == 415);
  CHECK(bench.ask("DELETE", rest("/sobjects/Task")).status == 405);
  CHECK(bench.get(rest("/nothing")).status == 404);
}
