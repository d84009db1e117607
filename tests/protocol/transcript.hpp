// Transcripts in a Markdown document: "--> " is what the extension sends, "<-- " is what the host must say.
//
// In what the host must say, the text "..." stands for any value, a member "...": "..." for any further
// members, and a text "$name" for a value that is remembered when it is first seen and must be the same from
// then on. In what the extension sends, "$name" is that value. Lines of the host that follow each other may
// come in any order. An indented line continues the one before it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace patchbay::test {

struct TranscriptLine {
  bool from_host;
  std::string text;
  int number;  // in the document
};

// Each ```transcript block of the document.
std::vector<std::vector<TranscriptLine>> transcript_blocks(std::string_view markdown);

// What is different, as "/params/id: ..."; nullopt when `actual` is what `expected` says. Then `variables`
// holds what was seen anew.
std::optional<std::string> difference(boost::json::value const& expected, boost::json::value const& actual,
                                      boost::json::object& variables);

// The same with each "$name" that is known replaced.
boost::json::value substituted(boost::json::value value, boost::json::object const& variables);

// The other side of a transcript.
struct TranscriptPeer {
  std::function<bool(std::string const& frame)> send;
  std::function<std::optional<std::string>()> receive;  // nullopt: nothing comes any more
};

// Plays one block. Returns what went wrong with its line number, or nothing.
std::optional<std::string> replay(std::vector<TranscriptLine> const& block, TranscriptPeer const& peer,
                                  boost::json::object& variables);

}  // namespace patchbay::test
