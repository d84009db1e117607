// What must hold whatever a person types: random values in every format.
#include <catch2/catch.hpp>

#include "host/compose/samples.hpp"

namespace patchbay {
namespace {

constexpr unsigned rounds = 100;

// A person's own text, in the words of each format.
std::string own_words(Format format) {
  if (format == Format::html) return "<p>Own <i>words</i> &amp; more</p><ul><li>Duration was fine</li></ul>";
  return "Own words, Duration: fine\n- a list of one's own\n\n";
}

}  // namespace

TEST_CASE("an update that is applied twice gives the same bytes in every format") {
  for (unsigned seed = 0; seed < rounds; ++seed) {
    samples::Random random(seed);
    auto const first = random.sections();
    auto const second = random.sections();
    for (auto const format : samples::formats) {
      INFO("seed " << seed << ", format " << static_cast<int>(format));
      auto const once =
          upsert(compose(first, samples::everything(), format), second, samples::everything(), format);
      CHECK(upsert(once, second, samples::everything(), format) == once);
    }
  }
}

TEST_CASE("updating a body is the same as composing what is known in the end") {
  for (unsigned seed = 0; seed < rounds; ++seed) {
    samples::Random random(seed);
    auto const first = random.sections();
    auto second = random.sections();
    second.session_id = first.session_id;
    auto both = first;
    merge(both, second);
    for (auto const format : samples::formats) {
      INFO("seed " << seed << ", format " << static_cast<int>(format));
      auto const updated =
          upsert(compose(first, samples::everything(), format), second, samples::everything(), format);
      CHECK(updated == compose(both, samples::everything(), format));
    }
  }
}

TEST_CASE("the note is read back as it was typed") {
  for (unsigned seed = 0; seed < rounds; ++seed) {
    samples::Random random(seed);
    auto sections = random.sections();
    sections.note = random.text();
    for (auto const format : samples::formats) {
      INFO("seed " << seed << ", format " << static_cast<int>(format));
      CHECK(note_in(compose(sections, samples::everything(), format), format) == sections.note);
    }
  }
}

TEST_CASE("what a person wrote above and below survives every update") {
  for (unsigned seed = 0; seed < rounds; ++seed) {
    samples::Random random(seed);
    auto const first = random.sections();
    auto const second = random.sections();
    for (auto const format : samples::formats) {
      INFO("seed " << seed << ", format " << static_cast<int>(format));
      auto const above = own_words(format);
      auto const below = "\n" + own_words(format);
      auto const edited = above + compose(first, samples::everything(), format) + below;
      auto const once = upsert(edited, second, samples::everything(), format);
      CHECK(once.substr(0, above.size()) == above);
      CHECK(once.find(below, above.size()) != std::string::npos);
      CHECK(upsert(once, second, samples::everything(), format) == once);
    }
  }
}

TEST_CASE("plain text holds every value letter by letter") {
  for (unsigned seed = 0; seed < rounds; ++seed) {
    samples::Random random(seed);
    auto const sections = random.sections();
    auto const body = compose(sections, samples::everything(), Format::plain);
    for (auto const& value : {sections.note, sections.subject, sections.transcript, sections.legs}) {
      if (value) CHECK(body.find(*value) != std::string::npos);
    }
  }
}

TEST_CASE("any bytes at all can be updated, twice with the same result") {
  for (unsigned seed = 0; seed < rounds; ++seed) {
    samples::Random random(seed);
    auto const body = random.garbage();
    auto const sections = random.sections();
    for (auto const format : samples::formats) {
      INFO("seed " << seed << ", format " << static_cast<int>(format));
      auto const once = upsert(body, sections, samples::everything(), format);
      CHECK(upsert(once, sections, samples::everything(), format) == once);
    }
  }
}

}  // namespace patchbay
