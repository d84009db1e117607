#include "wire/frame.hpp"

#include <catch2/catch.hpp>

#include <cstring>
#include <string>
#include <vector>

namespace patchbay::wire {
namespace {

using Kind = Frame::Kind;

std::string header(std::uint32_t length) {
  std::string bytes(header_bytes, '\0');
  std::memcpy(bytes.data(), &length, header_bytes);
  return bytes;
}

std::string frame(std::string const& text) { return header(static_cast<std::uint32_t>(text.size())) + text; }

void append(std::vector<Frame>& to, std::vector<Frame> more) {
  for (auto& one : more) to.push_back(std::move(one));
}

std::string shown(std::vector<Frame> const& frames) {
  std::string text;
  for (auto const& one : frames) {
    switch (one.kind) {
      case Kind::text: text += "[" + one.text + "]"; break;
      case Kind::too_long: text += "<too long>"; break;
      case Kind::empty: text += "<empty>"; break;
      case Kind::bad_utf8: text += "<bad>"; break;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("frames come out whole wherever the stream is cut") {
  std::string const stream =
      frame("{}") + frame("") + frame("Zo\xC3\xAB \xF0\x9F\x98\x80") + frame("\xFF") + frame("x");
  std::string const expected = "[{}]<empty>[Zo\xC3\xAB \xF0\x9F\x98\x80]<bad>[x]";
  for (std::size_t first = 0; first <= stream.size(); ++first) {
    for (std::size_t second = first; second <= stream.size(); ++second) {
      FrameDecoder decoder;
      auto frames = decoder.feed(std::span(stream).first(first));
      append(frames, decoder.feed(std::span(stream).subspan(first, second - first)));
      append(frames, decoder.feed(std::span(stream).subspan(second)));
      REQUIRE(shown(frames) == expected);
      REQUIRE(decoder.between_frames());
    }
  }
}

TEST_CASE("a frame of exactly the limit is text, and one byte more is too long") {
  FrameDecoder decoder;
  auto const longest = decoder.feed(frame(std::string(max_incoming_bytes, 'a')));
  REQUIRE(longest.size() == 1);
  CHECK(longest[0].kind == Kind::text);
  CHECK(longest[0].text.size() == max_incoming_bytes);
  CHECK(shown(decoder.feed(frame(std::string(max_incoming_bytes + 1, 'a')))) == "<too long>");
}

TEST_CASE("a frame that is too long is reported before its body comes, and the next frame is read") {
  FrameDecoder decoder;
  auto const length = static_cast<std::uint32_t>(max_incoming_bytes + 10);
  CHECK(shown(decoder.feed(header(length))) == "<too long>");
  CHECK_FALSE(decoder.between_frames());
  std::string const body(length - 1, '\xFF');
  CHECK(decoder.feed(body).empty());
  CHECK(shown(decoder.feed("!" + frame("{}"))) == "[{}]");
}

TEST_CASE("the longest claim that a header can make is only skipped") {
  FrameDecoder decoder;
  CHECK(shown(decoder.feed(header(0xFFFFFFFF))) == "<too long>");
  CHECK(decoder.feed(frame("{}")).empty());
}

TEST_CASE("the stream is between frames at its start and after each frame only") {
  FrameDecoder decoder;
  CHECK(decoder.between_frames());
  std::string const stream = frame("abc");
  for (char const& byte : stream) {
    decoder.feed(std::span(&byte, 1));
    CHECK(decoder.between_frames() == (&byte == &stream.back()));
  }
}

TEST_CASE("an encoded frame decodes to its text") {
  FrameDecoder decoder;
  for (std::size_t size : {1u, 65'535u, 65'536u, 65'537u, unsigned{max_outgoing_bytes}}) {
    auto const frames = decoder.feed(encode_frame(std::string(size, 'b')));
    REQUIRE(frames.size() == 1);
    CHECK(frames[0].text == std::string(size, 'b'));
  }
}

}  // namespace patchbay::wire
