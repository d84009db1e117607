#include "cli/browser_policy.hpp"

#include <catch2/catch.hpp>

#include "cli/inspect.hpp"
#include "cli/register.hpp"
#include "host/cli/fixture.hpp"

namespace patchbay {
namespace {

// A browser of an organisation that writes policies for it.
class Office {
 public:
  explicit Office(std::string name) : name_(std::move(name)) { home.use(name_); }

  BrowserPolicy policy(std::string const& text, std::string const& file = "it.json") const {
    auto const folder = std::filesystem::path(browser().policies.front()).relative_path();
    test::Home::write(home.places().root / folder / file, text);
    return policy_of(browser(), home.places(), home.allowed());
  }
  Browser browser() const { return home.browser(name_); }
  std::string id() const {
    return browser().family == BrowserFamily::firefox ? home.allowed().firefox[0]
                                                      : home.allowed().chromium[0];
  }

  test::Home home;

 private:
  std::string const name_;
};

bool forbids(BrowserPolicy const& policy, std::string const& what) {
  return policy.problems.size() == 1 && policy.problems[0].find(what) != std::string::npos;
}

}  // namespace

// All [posix]: there policies are files. Windows has them in its registry, which tests/host/platform/win32
// reads.

TEST_CASE("a browser without policies, or with others, keeps nothing out", "[posix]") {
  Office office("Chromium");
  CHECK(policy_of(office.browser(), office.home.places(), office.home.allowed()).problems.empty());
  CHECK(office.policy(R"({"HomepageLocation": "https://intranet.example.com"})").problems.empty());
  CHECK(office.policy("no JSON").problems.empty());
}

TEST_CASE("a policy that blocks native hosts is named unless it allows ours", "[posix]") {
  Office office("Google Chrome");
  CHECK(forbids(office.policy(R"({"NativeMessagingBlocklist": ["*"]})"), "NativeMessagingAllowlist"));
  CHECK(forbids(office.policy(R"({"NativeMessagingBlocklist": ["io.patchbay.host"]})"), "io.patchbay.host"));
  CHECK(
      office
          .policy(R"({"NativeMessagingBlocklist": ["*"], "NativeMessagingAllowlist": ["io.patchbay.host"]})")
          .problems.empty());
  CHECK(office.policy(R"({"NativeMessagingBlocklist": ["com.example.other"]})").problems.empty());
}

TEST_CASE("a policy that blocks extensions is named unless it allows ours", "[posix]") {
  Office office("Chromium");
  auto const all = std::string(R"("ExtensionInstallBlocklist": ["*"])");
  CHECK(forbids(office.policy("{" + all + "}"), "forbids the extension " + office.id()));
  CHECK(office.policy("{" + all + R"(, "ExtensionInstallAllowlist": [")" + office.id() + "\"]}")
            .problems.empty());
  CHECK(office
            .policy("{" + all + R"(, "ExtensionInstallForcelist": [")" + office.id() +
                    ";https://x.example/\"]}")
            .problems.empty());
  CHECK(
      forbids(office.policy(R"({"ExtensionSettings": {"*": {"installation_mode": "blocked"}}})"), "forbids"));
}

TEST_CASE("a policy that takes from extensions what talking to a host needs is named", "[posix]") {
  Office office("Google Chrome");
  auto const blocked = std::string(R"("*": {"blocked_permissions": ["nativeMessaging", "usb"]})");
  CHECK(forbids(office.policy("{\"ExtensionSettings\": {" + blocked + "}}"), "nativeMessaging"));
  for (auto const* own :
       {R"({"blocked_permissions": ["usb"]})", R"({"allowed_permissions": ["nativeMessaging"]})"}) {
    INFO(own);
    CHECK(office.policy("{\"ExtensionSettings\": {" + blocked + ", \"" + office.id() + "\": " + own + "}}")
              .problems.empty());
  }
  CHECK(office.policy(R"({"ExtensionSettings": {"*": {"blocked_permissions": ["usb"]}}})").problems.empty());
}

TEST_CASE("Firefox's policies stand one level deeper", "[posix]") {
  Office office("Firefox");
  auto const blocked = std::string(R"("*": {"installation_mode": "blocked"})");
  CHECK(forbids(office.policy("{\"policies\": {\"ExtensionSettings\": {" + blocked + "}}}", "policies.json"),
                office.id()));
  CHECK(office
            .policy("{\"policies\": {\"ExtensionSettings\": {" + blocked + ", \"" + office.id() +
                        R"(": {"installation_mode": "force_installed"}}}})",
                    "policies.json")
            .problems.empty());
}

TEST_CASE("of two files that say the same member the later one counts", "[posix]") {
  Office office("Chromium");
  office.policy(R"({"NativeMessagingUserLevelHosts": true})", "z.json");
  CHECK_FALSE(office.policy(R"({"NativeMessagingUserLevelHosts": false})", "a.json").hides_user_hosts);
}

TEST_CASE("where user-level hosts are hidden, the machine's manifest counts, and without one that is wrong",
          "[posix]") {
  Office office("Chromium");
  std::ostringstream ignored;
  register_host({office.home.places(), office.home.program(), office.home.allowed()},
                RegisterFor::used_browsers, ignored);
  auto const policy = office.policy(R"({"NativeMessagingUserLevelHosts": false})");
  CHECK(policy.hides_user_hosts);
  auto const state = [&] {
    return inspect(office.browser(), office.home.program(), office.home.allowed(), policy);
  };
  REQUIRE(state().problems.size() == 1);
  CHECK(state().problems[0].find("NativeMessagingUserLevelHosts") != std::string::npos);
  auto const machine = office.browser().system_manifests.front();
  std::filesystem::create_directories(machine.parent_path());
  std::filesystem::copy_file(office.browser().user_manifest, machine);
  CHECK(state().problems.empty());
  CHECK(state().manifest == machine);
}

}  // namespace patchbay
