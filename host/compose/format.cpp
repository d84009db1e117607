#include "compose/format.hpp"

#include <algorithm>

namespace patchbay {

std::optional<Format> format_from(std::string_view media_type) {
  if (media_type == "text/plain") return Format::plain;
  if (media_type == "text/html") return Format::html;
  if (media_type == "text/markdown") return Format::markdown;
  return std::nullopt;
}

namespace text {
namespace {

constexpr std::string_view blanks = " \t\n\v\f\r";

std::string escaped_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char const c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '\n': out += "<br>"; break;
      default: out += c;
    }
  }
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Whether the character at `at` begins a heading, list, rule or underline because it stands first in its
// line.
bool begins_structure(std::string_view line, std::size_t at) {
  if (std::string_view("-+=").find(line[at]) != std::string_view::npos) return at == 0;
  bool const after_number =
      at > 0 && std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(at), is_digit);
  return after_number && (line[at] == '.' || line[at] == ')');
}

std::string escaped_markdown_line(std::string_view line) {
  std::string out;
  // Blank space at the start would be lost, or make a code block in which nothing is unescaped.
  if (line.starts_with(' ') || line.starts_with('\t')) {
    out = line[0] == ' ' ? "&#32;" : "&#9;";
    line.remove_prefix(1);
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    bool const special = std::string_view("\\`*_[]<>~|&#$").find(line[i]) != std::string_view::npos;
    if (special || begins_structure(line, i)) out += '\\';
    out += line[i];
  }
  return out;
}

std::string escaped_markdown(std::string_view text) {
  std::string out;
  for (std::size_t begin = 0;;) {
    auto const end = std::min(text.find('\n', begin), text.size());
    out += escaped_markdown_line(text.substr(begin, end - begin));
    if (end == text.size()) return out;
    // A backslash is a hard break only between two lines that both hold something.
    if (end > begin && end + 1 < text.size() && text[end + 1] != '\n') out += '\\';
    out += '\n';
    begin = end + 1;
  }
}

}  // namespace

std::string normalised(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  out.erase(out.find_last_not_of(blanks) + 1);
  return out;
}

bool is_link(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://")) return false;
  return std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '"' || c == '\'' ||
           c == '\\' || c == 0x7f;
  });
}

std::string escaped(std::string_view text, Format format) {
  switch (format) {
    case Format::html: return escaped_html(text);
    case Format::markdown: return escaped_markdown(text);
    case Format::plain: break;
  }
  return std::string(text);
}

std::string anchor(std::string_view link, std::string_view title, Format format) {
  switch (format) {
    case Format::html:
      return "<a href=\"" + escaped_html(link) + "\" target=\"_blank\" rel=\"noopener\">" +
             escaped_html(title) + "</a>";
    case Format::markdown: return "<" + std::string(link) + ">";
    case Format::plain: break;
  }
  return std::string(link);
}

std::string unescaped_markdown(std::string_view line) {
  std::string out;
  if (line.starts_with("&#32;") || line.starts_with("&#9;")) {
    out = line[2] == '3' ? " " : "\t";
    line.remove_prefix(line.find(';') + 1);
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\') {
      out += line[i];
    } else if (++i < line.size()) {  // a backslash at the end is the hard break
      out += line[i];
    }
  }
  return out;
}

}  // namespace text
}  // namespace patchbay
