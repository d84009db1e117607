// Libraries that the registry does not take.
#include <catch2/catch.hpp>

#include <fstream>

#include <unistd.h>

#include "plugin/acceptance.hpp"
#include "zoo.hpp"

namespace patchbay::test {
namespace {

namespace fs = std::filesystem;
using fs::perms;

struct Expected {
  char const* animal;
  char const* reason;
};

// What each animal without a chance is told.
Expected const told[] = {
    {"no_symbol", "It does not export patchbay_adapter_v1, so it is no adapter."},
    {"not_a_library", "It is no shared library for this machine."},
    {"abi_major_2", "It is built for version 2 of the adapter ABI; this host speaks 1.0."},
    {"abi_minor_newer", "It is built for version 1.1 of the adapter ABI; this host speaks 1.0."},
    {"entry_too_small", "The struct_size of its entry is 24; ABI 1.0 has 32."},
    {"adapter_too_small", "The struct_size of its adapter is too small for ABI 1.0."},
    {"manifest_not_json", "The manifest is no JSON text, see line 1."},
    {"manifest_unknown_member", "In the manifest 'allowed_host' is not a member that Patchbay knows."},
    {"manifest_unknown_variable", "In the manifest 'urls.log' uses {logID}, which is not known there."},
    {"manifest_bad_host",
     "In the manifest 'allowed_hosts' has '*.com', which is no host name (\"api.example.com\", "
     "\"*.example.com\")."},
    {"no_user_get", "It does not offer user.get, which is required."},
    {"unknown_operation", "It offers 'contact.guess', which this host does not know."},
    {"create_returns_null", "Its create() gave no adapter; the log may say why."},
    {"create_throws", "Its create() gave no adapter; the log may say why."},
    {"exports_more", "It also exports parse; link it with adapters/abi/exports.map."},
};

}  // namespace

TEST_CASE("a defective library is refused with the reason, and harms no other") {
  Zoo const zoo;
  Registry const registry = zoo.look();
  for (auto const& [animal, reason] : told) {
    INFO(animal);
    CHECK(reason_for(registry, zoo.library(animal)) == reason);
  }
  CHECK(registry.find("well_behaved"));
}

TEST_CASE("a library that needs what is nowhere is refused with the loader's reason") {
  Zoo const zoo;
  auto const reason = reason_for(zoo.look(), zoo.library("undefined_symbol"));
  CHECK(reason.starts_with("It does not load: "));
  CHECK(reason.find("patchbay_zoo_is_nowhere") != std::string::npos);
}

TEST_CASE("of two libraries with one id the first by name is taken") {
  Zoo const zoo;
  Registry const registry = zoo.look();
  REQUIRE(registry.find("twin"));
  CHECK(registry.find("twin")->path() == zoo.library("twin_a"));
  CHECK(reason_for(registry, zoo.library("twin_b")) ==
        "Its id 'twin' is taken by '" + zoo.library("twin_a").string() + "'.");
}

TEST_CASE("of two folders with one id the first folder's library is taken") {
  Zoo const zoo, other;
  auto const registry = Registry::load(
      {{zoo.folder(), platform::Owner::user}, {other.folder(), platform::Owner::user}}, silent_log());
  CHECK(registry.find("well_behaved")->path() == zoo.library("well_behaved"));
  CHECK(reason_for(registry, other.library("well_behaved")).starts_with("Its id 'well_behaved' is taken by"));
}

TEST_CASE("a folder that is not there is passed over") {
  auto const registry = Registry::load({{"/nowhere/adapters", platform::Owner::administrator}}, silent_log());
  CHECK(registry.adapters().empty());
  CHECK(registry.refused().empty());
}

TEST_CASE("a library that others may write is refused") {
  Zoo const zoo;
  auto const library = zoo.library("well_behaved");
  fs::permissions(library, perms::others_write, fs::perm_options::add);
  CHECK(reason_for(zoo.look(), library) == "'" + library.string() + "' may be written by everybody.");
  fs::permissions(library, perms::others_write, fs::perm_options::remove);
  fs::permissions(library, perms::group_write, fs::perm_options::add);
  CHECK(reason_for(zoo.look(), library) == "'" + library.string() + "' may be written by its group.");
}

TEST_CASE("a symbolic link to a good library is refused") {
  Zoo const zoo;
  fs::path const link = zoo.folder() / "link.so";
  fs::create_symlink(zoo.library("well_behaved"), link);
  CHECK(reason_for(zoo.look(), link) == "'" + link.string() + "' is no regular file.");
}

TEST_CASE("a folder with the name of a library is refused") {
  Zoo const zoo;
  fs::create_directory(zoo.folder() / "folder.so");
  auto const reason = reason_for(zoo.look(), zoo.folder() / "folder.so");
  CHECK(reason == "'" + (zoo.folder() / "folder.so").string() + "' is no regular file.");
}

TEST_CASE("a library that was cut off is refused") {
  Zoo const zoo;
  auto const library = zoo.library("well_behaved");
  auto const whole = fs::file_size(library);
  for (auto const size : {whole - 1, whole / 2, std::uintmax_t(64), std::uintmax_t(1), std::uintmax_t(0)}) {
    fs::resize_file(library, size);
    INFO(size);
    CHECK(reason_for(zoo.look(), library) == "It is no shared library for this machine.");
  }
}

TEST_CASE("the check of a library says rule by rule what the registry would say") {
  Zoo const zoo;
  auto const good = check_adapter(zoo.library("well_behaved"));
  REQUIRE(good.size() == 13);
  for (auto const& line : good) {
    INFO(line.rule << ": " << line.detail);
    CHECK(line.passed);
  }
  CHECK(good[11].detail == "user.get");

  auto const bad = check_adapter(zoo.library("no_user_get"));
  CHECK(bad.back().rule == "it offers operations that exist, user.get among them");
  CHECK_FALSE(bad.back().passed);
  CHECK(bad.back().detail == "It does not offer user.get, which is required.");

  auto const missing = check_adapter(zoo.library("missing"));
  CHECK_FALSE(missing.front().passed);
}

}  // namespace patchbay::test
