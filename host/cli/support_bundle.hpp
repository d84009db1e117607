// patchbay-host --support-bundle: what helps somebody else to find a fault. Pure functions; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "cli/report.hpp"

namespace patchbay {

// What a person reads before the bundle is written.
extern std::string_view const about_support_bundle;

// JSON text: the doctor's report and `figures`, redacted as about_support_bundle says.
std::string support_bundle(Report const& report, boost::json::object figures,
                           std::filesystem::path const& home);

// The text without the home folder's path, addresses of people, telephone numbers, and what looks like a
// token.
std::string redacted(std::string_view text, std::string const& home);

}  // namespace patchbay
