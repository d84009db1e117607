#include "config/config.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <boost/json/parser.hpp>

#include "config/reader.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

Error bad_file(fs::path const& file, std::string const& what) {
  return fail(ErrorCode::invalid_params, "The configuration " + file.string() + " " + what + ".");
}

Error not_right(fs::path const& file, std::string const& path, std::string const& what) {
  auto error = bad_file(file, "is not right: " + (path.empty() ? "it" : path) + " " + what);
  error.field = path;
  return error;
}

// None when there is no such file.
Result<std::optional<std::string>> text_of(fs::path const& file) {
  std::error_code problem;
  auto const status = fs::status(file, problem);
  if (status.type() == fs::file_type::not_found) return std::optional<std::string>();
  std::ifstream stream(file, std::ios::binary);
  if (!fs::is_regular_file(status) || !stream) return bad_file(file, "cannot be read");
  std::string text(std::istreambuf_iterator<char>(stream), {});
  if (stream.bad()) return bad_file(file, "cannot be read");
  return std::optional(std::move(text));
}

Result<json::value> parsed(fs::path const& file, std::string const& text) {
  json::parse_options options;
  options.allow_comments = true;
  options.allow_trailing_commas = true;
  json::parser parser({}, options);
  boost::system::error_code error;
  auto const good = parser.write_some(text, error);
  if (!error && text.find_first_not_of(" \t\r\n", good) == std::string::npos) return parser.release();
  auto const line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(good), '\n');
  return bad_file(file, "is no JSON text, see line " + std::to_string(line));
}

enum class Layer { user, policy };

Result<void> apply(fs::path const& file, Layer layer, bool required, Config& config) {
  auto const read = text_of(file);
  if (!read) return read.error();
  auto const& text = *read;
  if (!text && required) return bad_file(file, "does not exist");
  if (!text) return {};
  auto const document = parsed(file, *text);
  if (!document) return document.error();
  auto const problem = ConfigReader(config, layer == Layer::policy).read(*document);
  if (!problem) return {};
  return not_right(file, problem->path, problem->what);
}

}  // namespace

Result<Config> load_config(ConfigSources const& sources) {
  Config config;
  if (auto const done = apply(sources.user_file, Layer::user, sources.user_file_named, config); !done)
    return done.error();
  if (sources.log_level) config.log_level = *sources.log_level;
  // Last, so that nobody overrides it.
  if (auto const done = apply(sources.policy_file, Layer::policy, false, config); !done) return done.error();
  return config;
}

Error bad_member(ConfigSources const& sources, Config const& config, std::string const& path,
                 std::string const& what) {
  return not_right(config.locked.contains(path) ? sources.policy_file : sources.user_file, path, what);
}

}  // namespace patchbay
