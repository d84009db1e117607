// Without a Secret Service; what happens with one is in secret_service_test.cpp.
#include "platform/keyring.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

#include "platform/keyring_file.hpp"
#include "platform/private_file.hpp"
#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

// A data folder on a machine without a session bus.
struct Machine {
  Machine() { ::setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", 1); }
  test::TempDir const folder;
  fs::path const data = folder / "data";
};

std::string place(fs::path const& data) {
  return std::string(read_private_file(data / "keyring").value()->view());
}

}  // namespace

TEST_CASE("a file keyring keeps, replaces and removes secrets by name") {
  test::TempDir const folder;
  FileKeyring keyring(folder / "keys");
  CHECK_FALSE(keyring.get("master").value());
  REQUIRE(keyring.set("master", Secret("one")));
  REQUIRE(keyring.set("client_secret.sandbox", Secret("two")));
  REQUIRE(keyring.set("master", Secret("three")));
  CHECK(keyring.get("master").value()->view() == "three");
  CHECK(keyring.get("client_secret.sandbox").value()->view() == "two");
  REQUIRE(keyring.remove("master"));
  REQUIRE(keyring.remove("master"));
  CHECK_FALSE(keyring.get("master").value());
}

TEST_CASE("the files of a file keyring are for their owner only") {
  test::TempDir const folder;
  FileKeyring keyring(folder / "keys");
  REQUIRE(keyring.set("master", Secret("one")));
  CHECK(fs::status(folder / "keys").permissions() == fs::perms::owner_all);
  CHECK(fs::status(folder / "keys" / "master").permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
  fs::permissions(folder / "keys" / "master", fs::perms::others_read, fs::perm_options::add);
  CHECK(keyring.get("master").error().code == ErrorCode::forbidden);
}

TEST_CASE("making a keyring and describing it touch nothing") {
  Machine const machine;
  auto const keyring = make_keyring(machine.data);
  CHECK(keyring->describe().kind == "file");
  CHECK_FALSE(keyring_was_used(machine.data));
  CHECK_FALSE(fs::exists(machine.data));
  REQUIRE(keyring->set("master", Secret("one")));
  CHECK(keyring_was_used(machine.data));
}

TEST_CASE("without a Secret Service the secrets lie in files, with a plain warning") {
  Machine const machine;
  auto const keyring = make_keyring(machine.data);
  REQUIRE(keyring->set("master", Secret("one")));
  CHECK(place(machine.data) == "file\n");
  auto const info = keyring->describe();
  CHECK(info.kind == "file");
  CHECK(info.detail == (machine.data / "keys").string());
  CHECK(info.warning.find("no keyring") != std::string::npos);
  CHECK(make_keyring(machine.data)->get("master").value()->view() == "one");
}

TEST_CASE("secrets that lie in a Secret Service are never begun anew in a file") {
  Machine const machine;
  REQUIRE(make_private_directory(machine.data));
  REQUIRE(write_private_file(machine.data / "keyring", "secret_service 0123456789abcdef\n"));
  auto const keyring = make_keyring(machine.data);
  auto const refused = keyring->get("master");
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::unavailable);
  CHECK(refused.error().message.find("keyring") != std::string::npos);
  CHECK(keyring->set("master", Secret("one")).has_error());
  CHECK_FALSE(keyring->describe().warning.empty());
  CHECK_FALSE(fs::exists(machine.data / "keys"));
}

TEST_CASE("a place that nobody understands is an error") {
  Machine const machine;
  REQUIRE(make_private_directory(machine.data));
  REQUIRE(write_private_file(machine.data / "keyring", "somewhere"));
  auto const keyring = make_keyring(machine.data);
  CHECK(keyring->get("master").error().code == ErrorCode::internal);
  CHECK_FALSE(keyring->describe().warning.empty());
}

}  // namespace patchbay::platform
