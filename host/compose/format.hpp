// The formats in which a CRM takes the text of a log, and what it takes to put a person's text into each.
// Pure functions, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patchbay {

enum class Format { plain, html, markdown };

// From an adapter's manifest: "text/plain", "text/html", "text/markdown".
std::optional<Format> format_from(std::string_view media_type);

namespace text {

// One spelling of line ends, and no blank space at the end: the form in which a value is compared and
// written.
std::string normalised(std::string_view text);

// An http or https address without anything that could end it early.
bool is_link(std::string_view text);

// `text` so that it reads in `format` as it was typed. Line ends become <br> in HTML, hard breaks in
// markdown.
std::string escaped(std::string_view text, Format format);

// `link` as something to click, called `title` where the format can hide an address. REQUIRES: is_link(link).
std::string anchor(std::string_view link, std::string_view title, Format format);

// What escaped() was given, from one line of markdown.
std::string unescaped_markdown(std::string_view line);

}  // namespace text
}  // namespace patchbay
