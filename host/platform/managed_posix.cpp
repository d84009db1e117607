#include "platform/managed.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

constexpr char const* own_policy = "/etc/patchbay/policy.json";

std::optional<ManagedDocument> document_at(fs::path const& file) {
  std::error_code ignored;  // a file that cannot be looked at cannot be read either
  std::ifstream stream(file, std::ios::binary);
  if (!fs::is_regular_file(file, ignored) || !stream) return std::nullopt;
  std::string text(std::istreambuf_iterator<char>(stream), {});
  if (stream.bad()) return std::nullopt;
  return ManagedDocument{file.string(), std::move(text)};
}

std::string why_unreadable(fs::path const& file) {
  std::error_code problem;
  auto const status = fs::status(file, problem);
  if (status.type() == fs::file_type::not_found) return "it leads to a file that is gone";
  if (fs::exists(status) && !fs::is_regular_file(status)) return "it is no file";
  return "this user may not. An administrator can let everybody: chmod a+rX " + file.parent_path().string() +
         " " + file.string();
}

}  // namespace

Result<std::vector<ManagedDocument>> policy_documents() {
  std::error_code problem;
  if (fs::symlink_status(own_policy, problem).type() == fs::file_type::not_found)
    return std::vector<ManagedDocument>();
  auto document = document_at(own_policy);
  // Going on without it would let everybody do what the organisation forbids.
  if (!document)
    return fail(ErrorCode::invalid_params, "The organisation's policy " + std::string(own_policy) +
                                               " cannot be read: " + why_unreadable(own_policy) + ".");
  return std::vector<ManagedDocument>{std::move(*document)};
}

std::vector<ManagedDocument> browser_policies(std::string const& place, fs::path const& root) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator each(root / fs::path(place).relative_path(), error), end; !error && each != end;
       each.increment(error)) {
    if (each->path().extension() == ".json") files.push_back(each->path());
  }
  std::sort(files.begin(), files.end());
  std::vector<ManagedDocument> documents;
  for (auto const& file : files) {
    if (auto document = document_at(file)) documents.push_back(std::move(*document));
  }
  return documents;
}

}  // namespace patchbay::platform
