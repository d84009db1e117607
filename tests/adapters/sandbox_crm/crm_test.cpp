#include "requests.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "crm/html.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::crm {
namespace {

constexpr char nasty[] = R"(<script>alert("1")</script> & 'x')";
constexpr char tamed[] = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;";

}  // namespace

TEST_CASE("what was logged is there after a restart, and the seed is not sown again") {
  test::TempDir const folder;
  auto const file = (folder / "sandbox.db").string();
  HttpExchangeRequest request;
  request.headers = {{"X-Api-Key", "sandbox"}};
  request.path = "/api/v1/contacts";
  request.method = "POST";
  request.body = R"({"name": "Noor Haddad"})";
  CHECK(Crm(file, start_of_tests).handle(request).status == 201);
  request.method = "GET";
  request.body.clear();
  auto const after = items_of(Crm(file, start_of_tests).handle(request));
  CHECK(after.size() == 14);
  CHECK(std::count_if(after.begin(), after.end(),
                      [](auto const& c) { return c.at("name") == "Noor Haddad"; }) == 1);
}

TEST_CASE("a file of an older sandbox is brought up to date, with everybody in it") {
  test::TempDir const folder;
  auto const file = (folder / "sandbox.db").string();
  {
    Database old(file);
    for (auto const* change :
         {"DROP VIEW task_records", "DROP TABLE tasks", "DROP VIEW contact_records",
          "CREATE VIEW contact_records AS SELECT id FROM contacts",
          "ALTER TABLE contacts DROP COLUMN updated_at", "DROP TABLE deleted_contacts", "PRAGMA user_version = 1"}) {
      old.run(change);
    }
  }
  auto const rows = Database(file).rows("SELECT * FROM contact_records");
  CHECK(rows.size() == 13);
  for (auto const& row : rows) CHECK(row.at("updated_at") == row.at("created_at"));
}

TEST_CASE("a file of a newer sandbox is refused") {
  test::TempDir const folder;
  auto const file = (folder / "sandbox.db").string();
  Database(file).run("PRAGMA user_version = 4");
  CHECK_THROWS_WITH(Database(file), Catch::Contains("newer"));
}

TEST_CASE("the 201st request of ten seconds waits, and says how long") {
  TestCrm crm;
  for (int i = 0; i < 200; ++i) REQUIRE(crm.api("GET", "users/me").status == 200);
  crm.now += std::chrono::seconds(4);
  auto const refused = crm.api("GET", "users/me");
  CHECK(refused.status == 429);
  CHECK(header_of(refused, "Retry-After") == "6");
  crm.now += std::chrono::seconds(6);
  auto const fine = crm.api("GET", "users/me");
  CHECK(fine.status == 200);
  CHECK(header_of(fine, "X-RateLimit-Remaining") == "199");
  CHECK(header_of(fine, "X-RateLimit-Reset") == "10");
}

TEST_CASE("the first page has everybody, and what was logged last") {
  TestCrm crm;
  auto const home = crm.send("GET", "/");
  CHECK(home.status == 200);
  CHECK(has(home.body, "<a href=\"/contacts/1\">"));
  CHECK(has(home.body, "<a href=\"/calls/2\">"));
  CHECK(has(home.body, "API key <code>sandbox</code>"));
  CHECK_FALSE(has(home.body, "<script"));
  auto const search = crm.send("GET", "/?q=whitf");
  CHECK(has(search.body, "Grace Whitfield"));
  CHECK_FALSE(has(search.body, "André"));
  CHECK(has(crm.send("GET", "/?q=nobody").body, "Nobody of that name."));
}

TEST_CASE("a logged call is on its contact's page and has a page of its own") {
  TestCrm crm;
  auto const made = crm.api("POST", "calls",
                            R"({"external_id": "s-1", "contact_id": 4, "subject": "Inbound call from Jonas",
      "direction": "inbound", "started_at": "2026-11-21T09:05:00Z", "duration": 67,
      "body": "- Note: Ring him back\n- Duration: 1 minute, 7 seconds",
      "recording_url": "https://example.com/r?a=1&b=2"})");
  auto const path = "/calls/" + json::serialize(object_of(made).at("id"));
  auto const contact = crm.send("GET", "/contacts/4");
  CHECK(has(contact.body, "<a href=\"" + path + "\">"));
  CHECK(has(contact.body, "21 November 2026, 09:05 UTC · 1 min 7 s"));
  CHECK(has(contact.body, "Welding cell"));
  auto const page = crm.send("GET", path);
  CHECK(has(page.body, "<dt>Note</dt><dd>Ring him back</dd>"));
  CHECK(has(page.body, "href=\"https://example.com/r?a=1&amp;b=2\""));
  CHECK(has(crm.send("GET", "/messages/1").body, "Is the grinder trial still on for Tuesday?"));
}

TEST_CASE("a call with nobody and a task are seen, and belong to somebody once they do") {
  TestCrm crm;
  crm.api("POST", "calls", R"({"external_id": "s-1", "subject": "Inbound call from +14155550199", "direction": "inbound",
      "started_at": "2026-11-21T09:05:00Z"})");
  crm.api("POST", "tasks", R"({"external_id": "s-1-task", "subject": "Call back", "due_at": "2026-11-23T09:00:00Z"})");
  auto const home = crm.send("GET", "/");
  CHECK(has(home.body, "Nobody known yet · 21 November 2026, 09:05 UTC"));
  CHECK(has(home.body, "<a href=\"/tasks/1\">"));
  CHECK(has(home.body, "Nobody known yet · due 23 November 2026, 09:00 UTC"));
  CHECK(has(crm.send("GET", "/calls/3").body, "<dt>Contact</dt><dd>Nobody known yet</dd>"));
  CHECK(has(crm.send("GET", "/tasks/1").body, "<dt>Due</dt><dd>23 November 2026, 09:00 UTC</dd>"));
  crm.api("PATCH", "calls/3", R"({"contact_id": 4})");
  crm.api("PATCH", "tasks/1", R"({"contact_id": 4})");
  auto const jonas = crm.send("GET", "/contacts/4");
  CHECK(has(jonas.body, "<a href=\"/calls/3\">"));
  CHECK(has(jonas.body, "<a href=\"/tasks/1\">"));
  CHECK(has(crm.send("GET", "/calls/3").body, "<dd><a href=\"/contacts/4\">"));
}

TEST_CASE("nothing that somebody typed becomes markup, on any page") {
  TestCrm crm;
  auto const contact =
      object_of(crm.api("POST", "contacts",
                        json::serialize(json::object{
                            {"name", nasty},
                            {"title", nasty},
                            {"email", nasty},
                            {"phones", {{{"number", std::string("1234") + nasty}, {"label", nasty}}}}})));
  auto const call =
      object_of(crm.api("POST", "calls",
                        json::serialize(json::object{{"contact_id", contact.at("id")},
                                                     {"external_id", nasty},
                                                     {"subject", nasty},
                                                     {"direction", "inbound"},
                                                     {"started_at", "2026-11-21T09:00:00Z"},
                                                     {"result", nasty},
                                                     {"from_number", nasty},
                                                     {"recording_url", nasty},
                                                     {"body", std::string("- ") + nasty + ": " + nasty +
                                                                  "\n--- " + nasty + "\n" + nasty}})));
  auto const task = object_of(crm.api("POST", "tasks",
                                      json::serialize(json::object{{"contact_id", contact.at("id")},
                                                                   {"external_id", nasty},
                                                                   {"subject", nasty},
                                                                   {"due_at", "2026-11-21T09:00:00Z"},
                                                                   {"body", nasty}})));
  auto const path = GENERATE_REF(as<std::string>{}, "/", "/contacts/" + json::serialize(contact.at("id")),
                                 "/calls/" + json::serialize(call.at("id")), "/tasks/" + json::serialize(task.at("id")),
                                 "/?q=%3Cscript%3Ealert(%221%22)%3C%2Fscript%3E%20%26%20'x'");
  auto const page = crm.send("GET", path);
  INFO(path);
  CHECK(page.status == 200);
  CHECK(has(page.body, tamed));
  CHECK_FALSE(has(page.body, "<script"));
  CHECK(has(header_of(page, "Content-Security-Policy"), "default-src 'none'"));
}

TEST_CASE("a link that is no web address stays text") {
  CHECK(log_html("javascript:alert(1)") == "<p class=\"text\">javascript:alert(1)</p>");
  CHECK(log_html("see https://a.example/?b=1&c=\"d") ==
        "<p class=\"text\">see <a rel=\"noreferrer\" "
        "href=\"https://a.example/?b=1&amp;c=\">https://a.example/?b=1&amp;c=</a>&quot;d</p>");
}

TEST_CASE("a block of a log keeps its lines, whatever they look like, until its end") {
  CHECK(log_html("- Duration: 5 seconds\n--- Note\n- Result: mine\n--- other\n\nend\n--- End of Note\n- "
                 "Result: theirs") ==
        "<dl class=\"facts\"><dt>Duration</dt><dd>5 seconds</dd></dl><h3>Note</h3><p class=\"text\">- "
        "Result: mine\n--- other\n\nend</p>"
        "<dl class=\"facts\"><dt>Result</dt><dd>theirs</dd></dl>");
  CHECK(log_html("").empty());
}

TEST_CASE("durations and times read well") {
  CHECK(nice_duration(0) == "0 s");
  CHECK(nice_duration(60) == "1 min");
  CHECK(nice_duration(3725) == "1 h 2 min 5 s");
  CHECK(nice_time("2026-01-02T03:04:05Z") == "2 January 2026, 03:04 UTC");
}

TEST_CASE("pages are only read, and what is not there says so") {
  TestCrm crm;
  CHECK(crm.send("POST", "/").status == 405);
  CHECK(crm.send("GET", "/contacts/99").status == 404);
  CHECK(crm.send("GET", "/calls/99999999999999999999").status == 404);
  CHECK(crm.send("GET", "/nothing").status == 404);
  CHECK(header_of(crm.send("GET", "/style.css"), "Content-Type") == "text/css; charset=utf-8");
}

}  // namespace patchbay::crm
