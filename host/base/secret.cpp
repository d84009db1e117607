#include "base/secret.hpp"

#include <istream>
#include <utility>

#include <openssl/crypto.h>

namespace patchbay {

Secret::Secret(Secret&& other) noexcept : text_(other.text_) { other.wipe(); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    text_ = other.text_;  // a copy: a moved-from short string would keep its bytes
    other.wipe();
  }
  return *this;
}

Secret::~Secret() { wipe(); }

void Secret::wipe() noexcept {
  OPENSSL_cleanse(text_.data(), text_.size());
  text_.clear();
}

Result<Secret> read_secret(std::istream& in) {
  std::string line;
  std::getline(in, line);
  Secret const whole(std::move(line));
  auto text = whole.view();
  if (text.find('\0') != text.npos)
    return fail(ErrorCode::invalid_params, "This is no plain text. Save it as UTF-8 and give it again.");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return Secret(std::string(text));
}

}  // namespace patchbay
