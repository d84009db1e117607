#include "compose/grammar.hpp"

namespace patchbay::text {

std::string mark_line(std::string_view session_id) {
  return std::string(session_mark_label) + ": " + std::string(session_id);
}

std::vector<Line> lines_of(std::string_view body) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < body.size();) {
    auto const newline = body.find('\n', begin);
    auto const end = newline == std::string_view::npos ? body.size() : newline + 1;
    auto text = body.substr(begin, end - begin);
    auto const last = text.find_last_not_of(" \t\r\n");
    text = text.substr(0, last == std::string_view::npos ? 0 : last + 1);
    lines.push_back({begin, end, text});
    begin = end;
  }
  return lines;
}

void append_line(std::string& body, std::string_view piece) {
  bool const crlf = piece.ends_with("\r\n") && !body.ends_with('\r');
  if (!body.empty() && body.back() != '\n') body += crlf ? "\r\n" : "\n";
  body += piece;
}

}  // namespace patchbay::text
