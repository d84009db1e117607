#include "wire/frame.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "wire/utf8.hpp"

namespace patchbay::wire {

std::vector<Frame> FrameDecoder::feed(std::span<char const> bytes) {
  std::vector<Frame> frames;
  while (!bytes.empty()) {
    bytes = header_filled_ < header_bytes ? read_header(bytes, frames) : read_body(bytes, frames);
  }
  return frames;
}

std::span<char const> FrameDecoder::read_header(std::span<char const> bytes, std::vector<Frame>& frames) {
  auto const count = std::min(bytes.size(), header_bytes - header_filled_);
  std::memcpy(header_.data() + header_filled_, bytes.data(), count);
  header_filled_ += count;
  if (header_filled_ == header_bytes) {
    std::memcpy(&remaining_, header_.data(), header_bytes);
    skipping_ = remaining_ > max_incoming_bytes;
    if (skipping_) frames.push_back({Frame::Kind::too_long, {}});
    if (remaining_ == 0) {
      frames.push_back({Frame::Kind::empty, {}});
      header_filled_ = 0;
    }
  }
  return bytes.subspan(count);
}

std::span<char const> FrameDecoder::read_body(std::span<char const> bytes, std::vector<Frame>& frames) {
  auto const count = std::min<std::size_t>(bytes.size(), remaining_);
  remaining_ -= static_cast<std::uint32_t>(count);
  // The body grows with what arrives, not with what was claimed.
  if (!skipping_) body_.append(bytes.data(), count);
  if (remaining_ == 0) {
    header_filled_ = 0;
    auto text = std::exchange(body_, {});
    if (!skipping_ && is_utf8(text)) frames.push_back({Frame::Kind::text, std::move(text)});
    else if (!skipping_) frames.push_back({Frame::Kind::bad_utf8, {}});
  }
  return bytes.subspan(count);
}

std::string encode_frame(std::string_view text) {
  auto const length = static_cast<std::uint32_t>(text.size());
  std::string frame(header_bytes, '\0');
  frame.reserve(header_bytes + text.size());
  std::memcpy(frame.data(), &length, header_bytes);
  return frame.append(text);
}

}  // namespace patchbay::wire
