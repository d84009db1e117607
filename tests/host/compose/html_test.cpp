// What CRMs and people do to HTML, and that our sections are still found in it.
#include "compose/html.hpp"

#include <catch2/catch.hpp>

#include "compose/call_log.hpp"

namespace patchbay {
namespace {

CallSections update() {
  CallSections s;
  s.note = "new";
  return s;
}

std::string updated(std::string_view body) { return upsert(body, update(), SectionSettings(), Format::html); }

}  // namespace

TEST_CASE("a note is found whatever a CRM did to its tags") {
  for (auto const* item :
       {"<li><strong>Note</strong>: a<br/>b</li>", "<LI class='x > y'><B>Note</B>: a<BR />b</LI>",
        "<li>\n  <b style=\"color:red\">Note</b>:\n  a<br>b\n</li>", "<li><p><b>Note</b>: a</p><p>b</p></li>",
        "<li><div><b>Note:</b> a</div><div>b</div></li>",
        "<li data-x=1><span><b>Note</b>:&nbsp;a<br>b</span></li>"}) {
    INFO(item);
    auto const body = "<div>Hello</div><ul>" + std::string(item) + "</ul><p>Bye</p>";
    auto const note = note_in(body, Format::html);
    REQUIRE(note);
    CHECK(note->substr(note->find('a')).find('b') != std::string::npos);
    CHECK(updated(body) == "<div>Hello</div><ul><li><b>Note</b>: new</li></ul><p>Bye</p>");
  }
}

TEST_CASE("an item without an end tag ends where the next one begins") {
  CHECK(updated("<ul><li><b>Note</b>: old<li>Mine</ul>") == "<ul><li><b>Note</b>: new</li><li>Mine</ul>");
  CHECK(updated("<ul><li>Mine<li><b>Note</b>: old</ul>after") ==
        "<ul><li>Mine<li><b>Note</b>: new</li></ul>after");
}

TEST_CASE("an item that never ends is not touched") {
  auto const torn = std::string("<ul><li><b>Note</b>: old");
  auto const once = updated(torn);
  CHECK(once.substr(0, torn.size()) == torn);
  CHECK(updated(once) == once);
}

TEST_CASE("a label inside a section's own text is not a section") {
  CHECK(updated("<ul><li><b>AI note</b>: x<ul><li>Note: inner</li></ul></li></ul>") ==
        "<ul><li><b>Note</b>: new</li><li><b>AI note</b>: x<ul><li>Note: inner</li></ul></li></ul>");
}

TEST_CASE("text outside of lists is a person's own, whatever it says") {
  auto const own = std::string("<p>Note: call back</p><!-- <li>Note: hidden</li> -->");
  CHECK(updated(own) == own + "<ul><li><b>Note</b>: new</li></ul>");
}

TEST_CASE("the text of HTML is what a person reads") {
  CHECK(text::text_of_html("a &amp; b &lt;i&gt; &#39;&#x1F600;&apos;&quot;") ==
        "a & b <i> '\xF0\x9F\x98\x80'\"");
  CHECK(text::text_of_html("one<br>two<br/>three") == "one\ntwo\nthree");
  CHECK(text::text_of_html("<p>one</p>\n<p>two</p>") == "one\ntwo");
  CHECK(text::text_of_html("<a target='_blank' href='https://x.example.com/?a=1&amp;b=2'>open</a>") ==
        "https://x.example.com/?a=1&b=2");
  CHECK(text::text_of_html("see <a href='https://x.example.com'>this page</a>") == "see this page");
  CHECK(text::text_of_html("1 < 2 & 3 &bogus; &#0; &#xD800;") == "1 < 2 & 3 &bogus; &#0; &#xD800;");
}

}  // namespace patchbay
