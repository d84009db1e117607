#include "config/config.hpp"

#include <fstream>
#include <iterator>

#include <boost/json/array.hpp>

#include "base/json_text.hpp"
#include "config/reader.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

Error bad_source(std::string const& source, std::string const& what) {
  return fail(ErrorCode::invalid_params, "The configuration " + source + " " + what + ".");
}

Error not_right(std::string const& source, std::string const& path, std::string const& what) {
  auto error = bad_source(source, "is not right: " + (path.empty() ? "it" : path) + " " + what);
  error.field = path;
  return error;
}

// None when there is no such file.
Result<std::optional<std::string>> text_of(fs::path const& file) {
  std::error_code problem;
  auto const status = fs::status(file, problem);
  if (status.type() == fs::file_type::not_found) return std::optional<std::string>();
  std::ifstream stream(file, std::ios::binary);
  if (!fs::is_regular_file(status) || !stream) return bad_source(file.string(), "cannot be read");
  std::string text(std::istreambuf_iterator<char>(stream), {});
  if (stream.bad()) return bad_source(file.string(), "cannot be read");
  return std::optional(std::move(text));
}

Result<json::value> parsed(std::string const& source, std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // the mark with which Windows' editors begin
  json::parse_options options;
  options.allow_comments = true;
  options.allow_trailing_commas = true;
  auto document = parse_document(text, options);
  if (!document) return bad_source(source, document.error().message);
  return document;
}

Result<void> apply_text(std::string const& source, Layer layer, std::string const& text, Config& config) {
  auto const document = parsed(source, text);
  if (!document) return document.error();
  auto const problem = ConfigReader(config, layer, source).read(*document);
  if (!problem) return {};
  return not_right(source, problem->path, problem->what);
}

Result<void> apply_file(fs::path const& file, Layer layer, bool required, Config& config) {
  if (file.empty()) return {};
  auto const read = text_of(file);
  if (!read) return read.error();
  auto const& text = *read;
  if (!text && required) return bad_source(file.string(), "does not exist");
  if (!text) return {};
  return apply_text(file.string(), layer, *text, config);
}

std::string_view name_of_level(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "debug";
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
    case LogLevel::error: return "error";
  }
  return {};
}

}  // namespace

bool Config::locked(std::string const& path) const {
  auto const found = origins.find(path);
  return found != origins.end() && found->second.layer == Layer::policy;
}

Result<Config> load_config(ConfigSources const& sources) {
  if (!sources.policy) return sources.policy.error();
  Config config;
  auto done = apply_file(sources.user_file, Layer::user_file, sources.user_file_named, config);
  if (done) done = apply_file(sources.settings_file, Layer::settings, false, config);
  if (!done) return done.error();
  if (sources.log_level) {
    config.log_level = *sources.log_level;
    config.origins["log_level"] = {Layer::command_line, "the command line",
                                   json::string(name_of_level(config.log_level))};
  }
  // Last, so that nobody overrides it.
  for (auto const& document : *sources.policy) {
    done = apply_text(document.source, Layer::policy, document.text, config);
    if (!done) return done.error();
  }
  return config;
}

Error bad_member(ConfigSources const& sources, Config const& config, std::string const& path,
                 std::string const& what) {
  auto const found = config.origins.find(path);
  return not_right(found == config.origins.end() ? sources.user_file.string() : found->second.source, path,
                   what);
}

json::object policy_for_extension(Config const& config) {
  auto settings = config.extension;
  if (config.locked("do_not_log"))
    settings["doNotLog"] = json::array(config.do_not_log.begin(), config.do_not_log.end());
  if (config.locked("default_region")) settings["defaultCountry"] = config.default_region;
  return {{"extension", std::move(settings)}};
}

}  // namespace patchbay
