#include "platform/open_url.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::platform {
namespace {

// A PATH with an xdg-open that writes its arguments and its open descriptors into a pipe.
class FakeBrowser {
 public:
  FakeBrowser() : path_before_(std::getenv("PATH")) {
    ::mkfifo((folder_ / "pipe").c_str(), 0600);
    std::ofstream(folder_ / "xdg-open")
        << "#!/bin/sh\n{ echo \"$# $1\"; ls -l /proc/self/fd; } > '" << (folder_ / "pipe").string() << "'\n";
    std::filesystem::permissions(folder_ / "xdg-open", std::filesystem::perms::owner_all);
    ::setenv("PATH", (folder_.path().string() + ":" + path_before_).c_str(), 1);
  }
  ~FakeBrowser() { ::setenv("PATH", path_before_.c_str(), 1); }

  // Blocks until the browser was started.
  std::string saw() const {
    std::ifstream pipe(folder_ / "pipe");
    return {std::istreambuf_iterator<char>(pipe), {}};
  }

 private:
  test::TempDir const folder_;
  std::string const path_before_;
};

}  // namespace

TEST_CASE("the browser gets the address as one argument and none of our files") {
  FakeBrowser const browser;
  test::TempDir const folder;
  int const ours = ::open((folder / "ours").c_str(), O_RDWR | O_CREAT, 0600);  // without O_CLOEXEC
  REQUIRE(open_url("https://login.example/authorize?a=1&b=$(id);c=%20"));
  auto const saw = browser.saw();
  ::close(ours);
  CHECK(saw.starts_with("1 https://login.example/authorize?a=1&b=$(id);c=%20\n"));
  CHECK(saw.find(folder.path().string()) == std::string::npos);
}

TEST_CASE("an address on this machine may be plain http") {
  FakeBrowser const browser;
  for (std::string const url :
       {"http://127.0.0.1:8080/a", "http://localhost:1", "http://localhost/?a", "http://127.0.0.1"}) {
    REQUIRE(open_url(url));
    CHECK(browser.saw().starts_with("1 " + url + "\n"));
  }
}

TEST_CASE("nothing else is opened") {
  for (auto const* url : {"", "https://", "https:///etc/passwd", "file:///etc/passwd", "http://crm.example/",
                          "http://localhost.evil.example/", "http://127.0.0.1@evil.example/",
                          "http://127.0.0.1:80@evil.example/", "http://localhost:x/", "-version",
                          "javascript:alert(1)", "https://a.example/ b", "https://a.example/\n",
                          "https://a.example/\"", "https://a.example/`id`", "HTTPS://a.example/"}) {
    INFO(url);
    auto const refused = open_url(url);
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == ErrorCode::invalid_params);
  }
}

TEST_CASE("a machine without a browser is an error") {
  std::string const before = std::getenv("PATH");
  ::setenv("PATH", "/nonexistent", 1);
  auto const failed = open_url("https://login.example/");
  ::setenv("PATH", before.c_str(), 1);
  REQUIRE(failed.has_error());
  CHECK(failed.error().code == ErrorCode::unavailable);
}

}  // namespace patchbay::platform
