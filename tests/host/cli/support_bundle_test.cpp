#include "cli/support_bundle.hpp"

#include <catch2/catch.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace patchbay {

TEST_CASE("what is about a person is taken out of a text") {
  auto const clean = [](char const* text) { return redacted(text, "/home/robin"); };
  CHECK(clean("/home/robin/.config/x and /home/robin") == "~/.config/x and ~");
  CHECK(clean("robin.ashby@example.com signs in") == "<address> signs in");
  CHECK(clean("call +1 (415) 555-0132 back") == "call <number> back");
  CHECK(clean("call 4155550132") == "call <number>");
  CHECK(clean("Bearer eyJhbGciOiJub25lIn0.eyJ4IjoxfQ.") == "Bearer <token>");
  CHECK(clean("key 0a1b2c3d4e5f60718293a4b5c6d7e8f9") == "key <token>");
}

TEST_CASE("what helps to find a fault stays in a text") {
  for (auto const* text :
       {"Its manifest does not allow the extension chrome-extension://kicdhmgjiajeeilbjmobgnonoialjmcm/.",
        "patchbay@patchbay.io", "version 4, sound", "Patchbay host 1.24.3",
        "https://api.example.com:8443 answers.", "The proxy could not reach crm.example.com (status 503).",
        "/etc/opt/chrome/native-messaging-hosts"}) {
    CHECK(redacted(text, "/home/robin") == text);
  }
}

TEST_CASE("a bundle holds the doctor's report and the figures, and nothing of a person") {
  ReportSection section{"database", "Database"};
  section.wrong("/home/robin/db: jane.doe@example.com at +49 30 1234567 with eyJhbGciOiJub25lIn0.e30.");
  Report const report{"1.2.3", "/home/robin/bin/patchbay-host", {section}};
  auto const text = support_bundle(report, {{"logs", boost::json::array{"+14155550132", 7}}}, "/home/robin");
  for (auto const* secret : {"robin", "jane", "1234567", "eyJ", "4155550132"}) {
    INFO(secret);
    CHECK(text.find(secret) == std::string::npos);
  }
  auto const bundle = boost::json::parse(text).as_object();
  CHECK(bundle.at("about").as_string() == about_support_bundle);
  CHECK(bundle.at("doctor").at("executable") == "~/bin/patchbay-host");
  CHECK(bundle.at("doctor").at("wrong") == 1);
  CHECK(bundle.at("figures").at("logs").at(1) == 7);
}

}  // namespace patchbay
