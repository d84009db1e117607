// With a Secret Service: hidden from an ordinary run, since a test must never touch the keyring of whoever
// runs it. with_keyring.sh runs these inside a session bus and a home folder of their own.
#include "platform/keyring.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>

#include "platform/private_file.hpp"
#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::platform {
namespace {

// Asks the keyring daemon, as the desktop's own tool would. Returns what it exits with.
int lock_the_keyring() {
  return std::system(
      "gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets "
      "--method org.freedesktop.Secret.Service.Lock '[objectpath "
      "\"/org/freedesktop/secrets/aliases/default\"]' "
      ">/dev/null");
}

// Sends the keyring daemon a signal ("STOP").
int signal_the_daemon(std::string const& name) {
  auto const command = "kill -" + name +
                       " $(gdbus call --session --dest org.freedesktop.DBus --object-path / "
                       "--method org.freedesktop.DBus.GetConnectionUnixProcessID org.freedesktop.secrets | "
                       "sed 's/[^ ]* //; s/,.*//')";
  return std::system(command.c_str());
}

}  // namespace

TEST_CASE("a Secret Service keeps, replaces and removes secrets by name", "[.][secret_service]") {
  test::TempDir const folder;
  auto const keyring = make_keyring(folder / "data");
  CHECK_FALSE(keyring->get("master").value());
  REQUIRE(keyring->set("master", Secret("one")));
  REQUIRE(keyring->set("client_secret.sandbox", Secret("two caf\xC3\xA9")));
  REQUIRE(keyring->set("master", Secret("three")));
  CHECK(keyring->get("master").value()->view() == "three");
  CHECK(keyring->get("client_secret.sandbox").value()->view() == "two caf\xC3\xA9");
  REQUIRE(keyring->remove("master"));
  REQUIRE(keyring->remove("master"));
  CHECK_FALSE(keyring->get("master").value());
}

TEST_CASE("with a Secret Service no secret is in the data folder, and nothing is to warn of",
          "[.][secret_service]") {
  test::TempDir const folder;
  auto const keyring = make_keyring(folder / "data");
  CHECK(keyring->describe().kind == "secret_service");
  REQUIRE(keyring->set("master", Secret("one")));
  CHECK_FALSE(std::filesystem::exists(folder / "data" / "keys"));
  CHECK(read_private_file(folder / "data" / "keyring").value()->view().starts_with("secret_service "));
  CHECK(keyring->describe().warning == "");
}

TEST_CASE("the secrets follow a data folder that moves, and two folders share none", "[.][secret_service]") {
  test::TempDir const folder;
  REQUIRE(make_keyring(folder / "one")->set("master", Secret("of one")));
  CHECK_FALSE(make_keyring(folder / "two")->get("master").value());
  std::filesystem::rename(folder / "one", folder / "moved");
  CHECK(make_keyring(folder / "moved")->get("master").value()->view() == "of one");
}

TEST_CASE("a folder whose secrets lie in a file stays with the file", "[.][secret_service]") {
  test::TempDir const folder;
  REQUIRE(make_private_directory(folder / "data"));
  REQUIRE(write_private_file(folder / "data" / "keyring", "file\n"));
  auto const keyring = make_keyring(folder / "data");
  REQUIRE(keyring->set("master", Secret("one")));
  CHECK(std::filesystem::exists(folder / "data" / "keys" / "master"));
}

TEST_CASE("a keyring that does not answer is an error within seconds", "[.][secret_service]") {
  test::TempDir const folder;
  auto const keyring = make_keyring(folder / "data");
  REQUIRE(keyring->set("master", Secret("one")));
  REQUIRE(signal_the_daemon("STOP") == 0);
  auto const start = std::chrono::steady_clock::now();
  auto const refused = keyring->get("master");
  auto const took = std::chrono::steady_clock::now() - start;
  REQUIRE(signal_the_daemon("CONT") == 0);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::unavailable);
  CHECK(took < std::chrono::seconds(20));
  CHECK(keyring->get("master").value()->view() == "one");
}

// The last one: nobody is there to type the password, so the keyring stays locked.
TEST_CASE("a locked keyring says so within seconds, and nothing is begun anew", "[.][secret_service]") {
  test::TempDir const folder;
  auto const keyring = make_keyring(folder / "data");
  REQUIRE(keyring->set("master", Secret("one")));
  REQUIRE(lock_the_keyring() == 0);
  auto const start = std::chrono::steady_clock::now();
  auto const next_start = make_keyring(folder / "data");
  for (auto* const each : {keyring.get(), next_start.get()}) {
    auto const refused = each->get("master");
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == ErrorCode::unavailable);
    CHECK(refused.error().message.find("locked") != std::string::npos);
    CHECK(each->set("master", Secret("two")).has_error());
    CHECK(each->describe().warning.find("locked") != std::string::npos);
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(25));
  CHECK_FALSE(std::filesystem::exists(folder / "data" / "keys"));
}

}  // namespace patchbay::platform
