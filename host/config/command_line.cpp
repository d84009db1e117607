#include "config/command_line.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string_view>

#include <CLI/CLI.hpp>

#include "base/utf8_path.hpp"

namespace patchbay {
namespace {

constexpr char const* about =
    "Patchbay's native-messaging host: it connects the Patchbay browser extension with your CRM.\n"
    "A browser starts it and talks to it over standard input and output; there is nothing to type.\n"
    "To use it, install the extension and sign in to a CRM there.";

std::map<std::string, LogLevel> const log_levels{{"debug", LogLevel::debug},
                                                 {"info", LogLevel::info},
                                                 {"warning", LogLevel::warning},
                                                 {"error", LogLevel::error}};

CLI::Option* add_path(CLI::App& app, char const* name, std::optional<std::filesystem::path>& into,
                      char const* about_it) {
  return app.add_option_function<std::string>(
      name, [&into](std::string const& text) { into = utf8_path(text); }, about_it);
}

std::unique_ptr<CLI::App> description(CommandLine& into) {
  auto app = std::make_unique<CLI::App>(about, "patchbay-host");
  app->allow_extras();
  app->allow_windows_style_options(false);  // a path that begins with a slash is one there as well
  auto const add_folder = [&into](std::string const& name) { into.adapters.push_back(utf8_path(name)); };
  app->add_option_function<std::string>("--adapters", add_folder,
                                        "A further folder of adapters; may be given several times")
      ->trigger_on_parse()
      ->type_name("DIR")
      ->allow_extra_args(false);  // one folder each time: what follows may be the browser's
  add_path(*app, "--data", into.data, "Where the database lies")->type_name("DIR");
  add_path(*app, "--config", into.config, "The configuration file")->type_name("FILE");
  auto const set_log_level = [&into](std::string const& name) { into.log_level = log_levels.at(name); };
  app->add_option_function<std::string>("--log-level", set_log_level, "debug, info, warning or error")
      ->type_name("LEVEL")
      ->check(CLI::IsMember(&log_levels).description(""));
  app->add_flag("--version", into.version, "Print the version and exit");
  app->add_flag("--doctor", into.doctor,
                "Say what works here and what does not; status 1 when something is wrong");
  app->add_flag("--json", into.json, "With --doctor: as JSON, for programs");
  add_path(*app, "--support-bundle", into.support_bundle,
           "Write what helps to find a fault; it holds no tokens, numbers or texts")
      ->type_name("FILE");
  app->add_flag("--register", into.register_host, "Tell this user's browsers where the host is");
  app->add_flag("--unregister", into.unregister_host, "Take that back");
  app->add_flag("--write-manifests", into.write_manifests,
                "Write the manifests for all users, for the extensions that the policy allows; installers do "
                "that, and an "
                "administrator after a change of the policy");
  app->add_flag("--all", into.all_browsers, "With --register: browsers that were never started as well");
  add_path(*app, "--check-adapter", into.check_adapter,
           "Say rule by rule whether a library would be accepted")
      ->type_name("FILE");
  app->add_option(
         "--set-secret", into.set_secret,
         "Read a secret from standard input into the keyring: of a platform's OAuth app, or name:password "
         "of the proxy")
      ->type_name("PLATFORM|proxy");
  return app;
}

// Browsers add options of their own; any other that is unknown is a spelling mistake.
bool comes_from_browser(std::string_view argument) {
  constexpr std::array<std::string_view, 3> prefixes{"--parent-window", "--reconnect-command",
                                                     "--native-messaging-connect-id"};
  return !argument.starts_with('-') || std::any_of(prefixes.begin(), prefixes.end(),
                                                   [&](auto prefix) { return argument.starts_with(prefix); });
}

CommandLineStop mistake(std::string const& what) {
  return {what + "\nRun with --help for the options.\n", 2};
}

}  // namespace

ParsedCommandLine parse_command_line(int argc, char const* const* argv) {
  ParsedCommandLine parsed;
  auto app = description(parsed.options);
  try {
    app->parse(argc, argv);
  } catch (CLI::CallForHelp const&) {
    parsed.stop = CommandLineStop{app->help(), 0};
    return parsed;
  } catch (CLI::ParseError const& error) {
    parsed.stop = mistake(error.what());
    return parsed;
  }
  for (auto const& extra : app->remaining()) {
    if (!comes_from_browser(extra))
      parsed.stop = mistake("There is no option " + extra + ".");
    else if (!extra.starts_with('-'))
      parsed.options.caller.push_back(extra);
  }
  return parsed;
}

std::string command_line_help() {
  CommandLine ignored;
  return description(ignored)->help();
}

}  // namespace patchbay
