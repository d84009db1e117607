#include "service/message_attachments.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "service/params.hpp"

namespace patchbay::service {
namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_base64(std::string_view text) {
  if (text.size() % 4 != 0) return false;
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alphanumeric(c) || c == '+' || c == '/'; });
}

// "application/pdf" is ".pdf"; nothing where the type is no such word.
std::string ending_of(std::string_view content_type) {
  auto const slash = content_type.find('/');
  if (slash == std::string_view::npos) return {};
  auto const subtype = content_type.substr(slash + 1);
  bool const word = !subtype.empty() && std::all_of(subtype.begin(), subtype.end(), is_alphanumeric);
  return word ? "." + std::string(subtype) : std::string();
}

}  // namespace

Result<std::vector<Attachment>> attachments_of(json::object const& message, std::string const& id,
                                               std::string const& what) {
  std::vector<Attachment> files;
  auto const attachments = array_or_empty(message, "attachments");
  if (!attachments) return attachments.error();
  for (std::size_t place = 0; place < attachments->size(); ++place) {
    auto const& item = (*attachments)[place];
    if (!item.is_object()) continue;
    auto const& file = item.get_object();
    auto content = text_in(file, "content");
    if (content.empty()) continue;
    if (!is_base64(content)) return invalid_field("content", "must be base64");
    auto const type = text_in(file, "contentType");
    auto name = text_in(file, "fileName");
    if (name.empty()) name = what + ending_of(type);
    files.push_back({id + "/" + std::to_string(place),
                     {{"subject", std::move(name)}, {"contentType", type}},
                     std::move(content)});
  }
  return files;
}

}  // namespace patchbay::service
