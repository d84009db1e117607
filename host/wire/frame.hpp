// Frames of native messaging: a 32-bit length in native byte order, then that many bytes of UTF-8. Bytes in,
// frames out, no I/O. Not thread-safe: the thread that reads owns the decoder.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace patchbay::wire {

inline constexpr std::size_t header_bytes = 4;
inline constexpr std::size_t max_incoming_bytes = 8 * 1024 * 1024;
inline constexpr std::size_t max_outgoing_bytes = 1024 * 1024;  // browsers close the port at one byte more

struct Frame {
  enum class Kind { text, too_long, empty, bad_utf8 };
  Kind kind = Kind::text;
  std::string text;  // with Kind::text only
};

class FrameDecoder {
 public:
  // The frames that these bytes complete, in their order. A length beyond max_incoming_bytes is reported at
  // once; its body is skipped as it arrives and never stored.
  std::vector<Frame> feed(std::span<char const> bytes);

  // The stream may end here without a loss.
  bool between_frames() const { return header_filled_ == 0; }

 private:
  std::span<char const> read_header(std::span<char const> bytes, std::vector<Frame>& frames);
  std::span<char const> read_body(std::span<char const> bytes, std::vector<Frame>& frames);

  std::array<char, header_bytes> header_{};
  std::size_t header_filled_ = 0;
  std::uint32_t remaining_ = 0;  // bytes of the body that are still to come
  bool skipping_ = false;
  std::string body_;
};

// Header and text in one piece. REQUIRES: text.size() <= max_outgoing_bytes.
std::string encode_frame(std::string_view text);

}  // namespace patchbay::wire
