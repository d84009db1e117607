// The little of HTML that finding list items in a CRM's text takes: its tags, in order. Pure functions, any
// thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace patchbay::text {

struct HtmlTag {
  std::size_t begin = 0;  // of "<"
  std::size_t end = 0;    // one past ">"
  std::string name;       // in lower case; empty for a comment or a declaration
  bool closing = false;
};

// The first tag at or after `from`.
std::optional<HtmlTag> next_tag(std::string_view html, std::size_t from);

// The attribute `href` of a tag, entities decoded; empty when there is none.
std::string href_of(std::string_view tag);

// Text with its character references (&amp;, &#39;, &#x1F600;, ...) replaced by what they stand for.
std::string decoded(std::string_view text);

// The text of a piece of HTML as a person reads it: entities decoded, <br> and the end of a paragraph as line
// ends, a link called "open" as its address. Survives what CRMs do to HTML: other quotes, other entities,
// wrapped lines, <br/>.
std::string text_of_html(std::string_view html);

}  // namespace patchbay::text
