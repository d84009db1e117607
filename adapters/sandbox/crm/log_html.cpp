// The body of a log, made pretty without changing a word of it.
#include <algorithm>

#include "crm/html.hpp"

namespace patchbay::crm {

namespace {

constexpr std::size_t longest_label = 40;

// Escaped, with http and https links alive.
std::string linked(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    auto const start = std::min({text.find("https://"), text.find("http://"), text.size()});
    out += escaped(text.substr(0, start));
    text.remove_prefix(start);
    auto const link = text.substr(0, text.find_first_of(" \t\n\r<>\"'"));
    if (!link.empty()) {
      out += "<a rel=\"noreferrer\" href=\"" + escaped(link) + "\">" + escaped(link) + "</a>";
    }
    text.remove_prefix(link.size());
  }
  return out;
}

// Which kind of block is open: the lines that follow belong to it until another one begins.
class LogWriter {
 public:
  void line(std::string_view line) {
    auto const colon = line.find(": ");
    if (!fence_end_.empty()) {
      if (line != fence_end_) return text(line);
      close();
    } else if (line.starts_with("--- ") || line.starts_with("----")) {
      heading(line);
    } else if (line.starts_with("- ") && colon != std::string_view::npos && colon <= longest_label) {
      fact(line.substr(2, colon - 2), line.substr(colon + 2));
    } else {
      text(line);
    }
  }

  std::string finish() {
    close();
    return std::move(out_);
  }

 private:
  enum class Open { nothing, facts, paragraph };

  // "--- Transcript" opens a block that "--- End of Transcript" closes. Whatever stands between is text.
  void heading(std::string_view line) {
    auto const dashes = line.substr(0, line.find_first_not_of('-'));
    auto const title = line.substr(dashes.size());
    if (!title.starts_with(' ')) return text(line);
    close();
    out_ += "<h3>" + escaped(title.substr(1)) + "</h3>";
    fence_end_ = std::string(dashes) + " End of" + std::string(title);
  }

  void fact(std::string_view label, std::string_view value) {
    if (open_ == Open::facts) {
      out_ += "</dd>";
    } else {
      close();
      out_ += "<dl class=\"facts\">";
    }
    out_ += "<dt>" + escaped(label) + "</dt><dd>" + linked(value);
    open_ = Open::facts;
  }

  void text(std::string_view line) {
    if (open_ == Open::nothing) {
      if (line.empty()) return;
      out_ += "<p class=\"text\">";
      open_ = Open::paragraph;
    } else {
      out_ += '\n';
    }
    out_ += linked(line);
  }

  void close() {
    if (open_ == Open::facts) out_ += "</dd></dl>";
    if (open_ == Open::paragraph) out_ += "</p>";
    open_ = Open::nothing;
    fence_end_.clear();
  }

  std::string out_;
  std::string fence_end_;  // the line that closes the block that is open
  Open open_ = Open::nothing;
};

}  // namespace

std::string log_html(std::string_view text) {
  LogWriter writer;
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    writer.line(line);
  }
  return writer.finish();
}

}  // namespace patchbay::crm
