#include "cli/browsers.hpp"

#include <catch2/catch.hpp>

#include <set>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "cli/manifest_files.hpp"
#include "config/rules.hpp"

namespace patchbay {
namespace {

Places const linux_places{"linux", "/home/jane", "/home/jane/.config", "/"};

}  // namespace

TEST_CASE("each system has a place for every browser") {
  for (auto const* os : {"linux", "macos"}) {
    std::set<std::string> names;
    for (auto const& browser : browsers({os, "/home/jane", "/home/jane/.config", "/"})) {
      INFO(os << " " << browser.name);
      names.insert(browser.name);
      CHECK(browser.user_manifest.has_root_directory());
      CHECK(browser.user_manifest.filename() == "io.patchbay.host.json");
      CHECK_FALSE(browser.profiles.empty());
      CHECK_FALSE(browser.system_manifests.empty());
      CHECK(browser.user_manifest.string().find('{') == std::string::npos);
    }
    CHECK(names == std::set<std::string>{"Google Chrome", "Chromium", "Microsoft Edge", "Brave", "Firefox"});
  }
}

TEST_CASE("the places on Linux are those that the browsers document") {
  auto const all = browsers(linux_places);
  CHECK(all[1].user_manifest == "/home/jane/.config/chromium/NativeMessagingHosts/io.patchbay.host.json");
  CHECK(all[1].system_manifests.front() == "/etc/chromium/native-messaging-hosts/io.patchbay.host.json");
  CHECK(all[4].user_manifest == "/home/jane/.mozilla/native-messaging-hosts/io.patchbay.host.json");
}

TEST_CASE("a home folder with braces in its name is taken as it is") {
  auto const all = browsers({"linux", "/home/{config}", "/x", "/"});
  CHECK(all[1].user_manifest == "/x/chromium/NativeMessagingHosts/io.patchbay.host.json");
}

TEST_CASE("the manifest of a Chromium names the program and its extension's origin") {
  auto const text = manifest_text(BrowserFamily::chromium, "/opt/\"quoted\" \\ @ALLOWED@/host",
                                  {{"abc", "def"}, {"a@b.c"}});
  auto const document = boost::json::parse(text);
  auto const& object = document.as_object();
  CHECK(object.at("name") == "io.patchbay.host");
  CHECK(object.at("type") == "stdio");
  CHECK(object.at("path") == "/opt/\"quoted\" \\ @ALLOWED@/host");
  CHECK(object.at("allowed_origins") ==
        boost::json::array{"chrome-extension://abc/", "chrome-extension://def/"});
  CHECK_FALSE(object.at("description").as_string().empty());
  CHECK_FALSE(object.contains("allowed_extensions"));
}

TEST_CASE("the manifest of Firefox names the add-on") {
  auto const document =
      boost::json::parse(manifest_text(BrowserFamily::firefox, "/opt/host", {{"abc"}, {"a@b.c"}}));
  CHECK(document.as_object().at("allowed_extensions") == boost::json::array{"a@b.c"});
  CHECK_FALSE(document.as_object().contains("allowed_origins"));
}

TEST_CASE("the ids that the host is built for are proper, and the configuration adds to them once") {
  Config config;
  auto const built_in = allowed_extensions(config);
  REQUIRE_FALSE(built_in.chromium.empty());
  for (auto const& id : built_in.chromium) CHECK(config_rules::chromium_id(id).empty());
  CHECK(built_in.firefox == std::vector<std::string>{"patchbay@patchbay.io"});
  config.allowed_extensions = {{"abcdefghijklmnopabcdefghijklmnop", built_in.chromium[0]},
                               {"other@example.com"}};
  auto const all = allowed_extensions(config);
  CHECK(all.chromium.size() == built_in.chromium.size() + 1);
  CHECK(all.chromium.back() == "abcdefghijklmnopabcdefghijklmnop");
  CHECK(all.firefox.back() == "other@example.com");
}

}  // namespace patchbay
