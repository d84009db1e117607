// A data folder that cannot be written, a database that somebody else holds or that a newer Patchbay made, a
// disk that takes no more: what a person reads, what goes on, and that nothing that was acknowledged is lost.
#include <SQLiteCpp/SQLiteCpp.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "protocol/bad_day.hpp"

namespace patchbay::test {
namespace {

namespace fs = std::filesystem;

bool contains(std::optional<std::string> const& text, std::string_view part) {
  return text && text->find(part) != std::string::npos;
}

// Nobody may write the folder and what is in it, as long as this lives.
class ReadOnly {
 public:
  explicit ReadOnly(fs::path folder) : folder_(std::move(folder)) {
    let(fs::perms::owner_read, fs::perm_options::replace);
  }
  ~ReadOnly() { let(fs::perms::owner_write, fs::perm_options::add); }
  ReadOnly(ReadOnly const&) = delete;
  ReadOnly& operator=(ReadOnly const&) = delete;

 private:
  void let(fs::perms perms, fs::perm_options how) {
    for (auto const& entry : fs::recursive_directory_iterator(folder_))
      fs::permissions(entry.path(), entry.is_directory() ? perms | fs::perms::owner_exec : perms, how);
    fs::permissions(folder_, perms | fs::perms::owner_exec, how);
  }
  fs::path const folder_;
};

// Who has a program started so that the modes of files bind it: root is bound by none otherwise. Nothing:
// this system does not let us.
std::optional<std::vector<std::string>> bound_by_modes() {
  if (geteuid() != 0) return std::vector<std::string>();
  std::vector<std::string> const by{"/usr/bin/setpriv", "--bounding-set", "-dac_override,-dac_read_search"};
  std::error_code ignored;
  if (!fs::exists(by.front(), ignored)) return std::nullopt;
  ChildProcess trial(by.front(), {{by[1], by[2], "/bin/true"}, {}, -1});
  return trial.wait() == 0 ? std::optional(by) : std::nullopt;
}

SQLite::Database database_of(BadDay const& day) {
  return SQLite::Database((day.data() / "patchbay.sqlite").string(), SQLite::OPEN_READWRITE,
                          static_cast<int>(ChildProcess::patience.count()));
}

bool is_known(Port& port, BadDay const& day, Call const& call) {
  auto params = day.params(call);
  params["sessionIds"] = call.session;
  return port.result("callLog.get", params).at("logs").at(0).at("matched").as_bool();
}

}  // namespace

TEST_CASE(
    "a data folder that is read-only is read, and what cannot be saved is refused with what would help") {
  auto const by = bound_by_modes();
  if (!by) {
    WARN("not tried: nothing here binds root to the modes of files");
    return;
  }
  BadDay day(2);
  {
    auto const port = day.open();
    CHECK_FALSE(day.refusal(*port, 0));
    CHECK(port->end() == 0);
  }
  {
    ReadOnly const meanwhile(day.data());
    auto const port = day.open(*by);
    CHECK(port->result("connection.list", {}).at("connections").as_array().size() == 1);
    CHECK(day.finds_somebody(*port));
    CHECK(is_known(*port, day, day.calls()[0]));
    CHECK(contains(day.refusal(*port, 1), "is read-only"));
    port->send("make", "contact.create", day.new_contact("Tea New-Comer"));
    auto const made = port->reply();
    REQUIRE(made);
    CHECK(contains(words(made->at("error").at("message")), "is read-only"));
    CHECK(day.people_named("Tea New-Comer") == 0);  // nobody could tell whether it was made already
    CHECK(port->end() == 0);
  }
  CHECK_FALSE(day.refusal(*day.open(), 1));
  day.check();
  CHECK(day.figures.acknowledged == 2);
}

TEST_CASE(
    "while another program writes into the database it is read, and a new log is refused until that ends") {
  BadDay day(2);
  day.fault("drop_before", "", {{"times", 1000}});  // what is acknowledged waits
  auto const port = day.open();
  CHECK_FALSE(day.refusal(*port, 0));
  {
    auto other = database_of(day);
    other.exec("BEGIN IMMEDIATE");
    CHECK(contains(day.refusal(*port, 1), "is kept busy by another program"));
    CHECK(is_known(*port, day, day.calls()[0]));
    CHECK(port->result("outbox.list", {}).at("entries").as_array().size() == 1);
  }
  CHECK_FALSE(day.refusal(*port, 1));
  CHECK(port->end() == 0);
  day.check();
  CHECK(day.figures.acknowledged == 2);
}

TEST_CASE("a database that another program keeps to itself is said to be, and what needs none goes on") {
  BadDay day(1);
  std::unique_ptr<Port> port;
  {
    auto other = database_of(day);
    other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    port = day.open();
    CHECK(contains(day.refusal(*port, 0), "is kept busy by another program"));
    CHECK_FALSE(port->result("platform.list", {}).at("platforms").as_array().empty());
  }
  CHECK_FALSE(day.refusal(*port, 0));
  CHECK(port->end() == 0);
  day.check();
  CHECK(day.figures.acknowledged == 1);
}

TEST_CASE("a database that a newer Patchbay made is left alone, and nothing in it is lost") {
  BadDay day(2);
  CHECK_FALSE(day.refusal(*day.open(), 0));
  auto const version = database_of(day).execAndGet("PRAGMA user_version").getInt();
  database_of(day).exec("PRAGMA user_version = 9999");
  {
    auto const port = day.open();
    CHECK(contains(day.refusal(*port, 1), "was made by a newer Patchbay. Update Patchbay."));
    CHECK_FALSE(port->result("platform.list", {}).at("platforms").as_array().empty());
    CHECK(port->end() == 0);
  }
  CHECK(database_of(day).execAndGet("PRAGMA user_version").getInt() == 9999);
  database_of(day).exec("PRAGMA user_version = " + std::to_string(version));
  CHECK_FALSE(day.refusal(*day.open(), 1));
  day.check();
  CHECK(day.figures.acknowledged == 2);
}

TEST_CASE(
    "a disk that takes no more in the middle of a day refuses what is new, and loses nothing of the old") {
  BadDay day(200);
  std::size_t accepted = 0;
  {
    // Every file may have 1000 blocks of 512 bytes, and the database's log grows with each call.
    auto const port = day.open({"/bin/sh", "-c", "trap '' XFSZ; ulimit -f 1000; exec \"$@\"", "sh"});
    std::optional<std::string> refused;
    while (!refused && accepted < day.calls().size()) {
      refused = day.refusal(*port, accepted);
      if (!refused) ++accepted;
    }
    CHECK(contains(refused, "Look whether it is full"));
    REQUIRE(accepted > 0);
    CHECK(is_known(*port, day, day.calls()[0]));
    CHECK(port->end() == 0);
  }
  CHECK_FALSE(day.refusal(*day.open(), accepted));
  day.check();
  CHECK(day.figures.acknowledged == static_cast<int>(accepted) + 1);
}

}  // namespace patchbay::test
