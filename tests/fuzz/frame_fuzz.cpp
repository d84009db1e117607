// The frame decoder: whatever arrives, however it is cut, the frames are the same, and every text is UTF-8
// within the limit.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "wire/frame.hpp"
#include "wire/utf8.hpp"

using patchbay::wire::Frame;
using patchbay::wire::FrameDecoder;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

std::vector<Frame> decoded(std::span<char const> bytes, std::size_t step) {
  FrameDecoder decoder;
  std::vector<Frame> frames;
  while (!bytes.empty()) {
    auto const part = bytes.first(std::min(step, bytes.size()));
    bytes = bytes.subspan(part.size());
    for (auto& frame : decoder.feed(part)) frames.push_back(std::move(frame));
  }
  return frames;
}

}  // namespace

// The first byte says how the rest is cut.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  std::span<char const> const bytes(reinterpret_cast<char const*>(data) + 1, size - 1);
  auto const whole = decoded(bytes, size);
  auto const cut = decoded(bytes, data[0] % 16 + 1u);
  require(whole.size() == cut.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    require(whole[i].kind == cut[i].kind && whole[i].text == cut[i].text);
    if (whole[i].kind != Frame::Kind::text) require(whole[i].text.empty());
    else require(!whole[i].text.empty() && patchbay::wire::is_utf8(whole[i].text));
  }
  return 0;
}
