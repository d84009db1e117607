#include <catch2/catch.hpp>

#include <fstream>

#include "base/utf8_path.hpp"
#include "platform/keyring.hpp"
#include "platform/keyring_lock.hpp"
#include "platform/presence.hpp"
#include "platform/private_file.hpp"
#include "platform/trust.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;
using test::TempDir;

std::string bytes_of(fs::path const& file) {
  std::ifstream stream(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

// A folder whose name has a space, an umlaut and CJK letters.
struct Place {
  TempDir above;
  fs::path folder = above / utf8_path("Zo\xC3\xAB \xE6\x9D\xB1\xE4\xBA\xAC");
};

}  // namespace

TEST_CASE_METHOD(Place, "a path from UTF-8 and back is the same text") {
  CHECK(utf8_path("Zo\xC3\xAB \xE6\x9D\xB1\xE4\xBA\xAC").native().size() == 6);
  CHECK(folder.filename().string() == "Zo\xC3\xAB \xE6\x9D\xB1\xE4\xBA\xAC");
}

TEST_CASE_METHOD(Place, "a private file is replaced in one step and read back") {
  REQUIRE(make_private_directory(folder).has_value());
  REQUIRE(make_private_directory(folder).has_value());
  CHECK_FALSE(read_private_file(folder / "a")->has_value());
  REQUIRE(write_private_file(folder / "a", "one").has_value());
  REQUIRE(write_private_file(folder / "a", "two").has_value());
  CHECK((*read_private_file(folder / "a"))->view() == "two");
  CHECK(std::distance(fs::directory_iterator(folder), {}) == 1);
}

TEST_CASE_METHOD(Place, "what is no file, or too large to be ours, is refused") {
  REQUIRE(make_private_directory(folder).has_value());
  CHECK(read_private_file(folder).has_error());
  REQUIRE(write_private_file(folder / "big", std::string(64 * 1024 + 1, 'x')).has_value());
  CHECK(read_private_file(folder / "big").error().code == ErrorCode::bad_reply);
  REQUIRE(write_private_file(folder / "file", "").has_value());
  CHECK(make_private_directory(folder / "file").error().code == ErrorCode::forbidden);
}

TEST_CASE_METHOD(Place, "a secret comes back as it was, and does not lie there as it is") {
  std::string const text = "not a real secret";
  CHECK_FALSE(keyring_was_used(folder));
  {
    auto const keyring = make_keyring(folder);
    REQUIRE(keyring->set("key", Secret(text)).has_value());
  }
  CHECK(keyring_was_used(folder));
  auto const keyring = make_keyring(folder);
  auto const got = keyring->get("key");
  REQUIRE(got.has_value());
  REQUIRE(got->has_value());
  CHECK((*got)->view() == text);
  CHECK(bytes_of(folder / "keys" / "key").find(text) == std::string::npos);
  REQUIRE(keyring->remove("key").has_value());
  REQUIRE(keyring->remove("key").has_value());
  CHECK_FALSE(keyring->get("key")->has_value());
  CHECK(keyring->describe().kind == "dpapi");
}

TEST_CASE_METHOD(Place, "a secret that was sealed elsewhere is an error and not none") {
  REQUIRE(make_private_directory(folder).has_value());
  REQUIRE(make_private_directory(folder / "keys").has_value());
  REQUIRE(write_private_file(folder / "keys" / "key", "whatever this is").has_value());
  auto const sealed = make_keyring(folder)->get("key");
  CHECK(sealed.error().code == ErrorCode::unavailable);
  CHECK(sealed.error().message.find("remove the folder " + (folder / "keys").string()) != std::string::npos);
}

TEST_CASE_METHOD(Place, "a mark lives as long as what took it") {
  Presence const here(folder);
  std::string name;
  {
    Presence const other(folder);
    name = other.name();
    CHECK(here.alive(name) == true);
    CHECK(other.alive(here.name()) == true);
  }
  CHECK(here.alive(name) == false);
  CHECK(here.alive(here.name()) == true);
  CHECK_FALSE(here.alive("u0000"));
}

TEST_CASE_METHOD(Place, "the lock of a data folder is given on") {
  { REQUIRE(KeyringLock::take(folder).has_value()); }
  CHECK(KeyringLock::take(folder).has_value());
}

TEST_CASE_METHOD(Place, "what only this user may write is trusted, and what is not there is not") {
  REQUIRE(make_private_directory(folder).has_value());
  REQUIRE(write_private_file(folder / "a.dll", "text").has_value());
  CHECK(reason_to_distrust(folder / "a.dll", Owner::user).value_or("none") == "none");
  auto const missing = reason_to_distrust(folder / "b.dll", Owner::user);
  REQUIRE(missing);
  CHECK(missing->find("cannot be looked at") != std::string::npos);
}

}  // namespace patchbay::platform
