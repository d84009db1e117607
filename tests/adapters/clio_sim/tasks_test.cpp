// The tasks of the simulated Clio.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::clio;

namespace {

int made(Bench& bench, std::string const& task) {
  return bench.post("tasks.json", "{\"data\":" + task + "}").status;
}

}  // namespace

TEST_CASE("A task needs a name, a description and an assignee, and is due on a day") {
  Bench bench;
  auto const with = [&](std::string const& more) {
    return made(bench, R"({"name":"N","description":"D")" + more + "}");
  };
  std::string const user = R"(,"assignee":{"id":350001,"type":"User"})";
  CHECK(with(user) == 201);
  CHECK(with(user + R"(,"due_at":"2026-11-22","matter":{"id":1})") == 404);
  CHECK(with(user + R"(,"due_at":"2026-11-22T09:00:00Z")") == 422);
  CHECK(with("") == 422);
  CHECK(with(R"(,"assignee":{"id":350001})") == 422);
  CHECK(with(R"(,"assignee":{"id":350001,"type":"Person"})") == 422);
  CHECK(with(R"(,"assignee":{"id":1,"type":"User"})") == 404);
  CHECK(with(user + R"(,"contact":{"id":1})") == 400);
  CHECK(made(bench, R"({"name":"N","description":" ")" + user + "}") == 422);
  auto const listed = [&](std::string const& query) { return bench.get("tasks.json?" + query); };
  CHECK(listed("query=D").data().get_array().size() == 1);
  CHECK(listed("query=X").data().get_array().empty());
  CHECK(listed("created_since=" + clio_time(bench.clock)).data().get_array().size() == 1);
  CHECK(
      listed("created_since=" + clio_time(bench.clock + std::chrono::seconds(1))).data().get_array().empty());
  CHECK(listed("created_since=yesterday").status == 400);
  CHECK(listed("fields=name,due_at,assignee{type}").data().at(0).at("due_at").is_null());
}
