#include "directory/phone_number.hpp"

#include <algorithm>

#include "directory/phone_library.hpp"
#include "platform/late_module.hpp"

namespace patchbay {
namespace {

constexpr std::size_t fewest_digits = 7;   // fewer agree by chance
constexpr std::size_t longest_text = 250;  // bytes; what the library refuses anyway

Result<ParsedNumber> parsed(std::string_view text, std::string_view default_region) {
  static auto const module = platform::late_symbol("phone_number", "patchbay_parse_phone_number");
  if (!module) return module.error();
  auto* const parse = reinterpret_cast<ParsePhoneNumber*>(*module);
  ParsedNumber out;
  if (text.size() > longest_text || !parse(std::string(text), std::string(default_region), out)) {
    return invalid_field("phoneNumber", "is not a telephone number");
  }
  return out;
}

std::string digits_of(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return c >= '0' && c <= '9'; });
  return out;
}

// Most numbers are written with their country code; where every digit is the wanted one's, the library, which
// takes a hundred times as long, would say the same.
bool is_spelling_of(std::string_view e164, std::string_view written) {
  return written.rfind('+') == 0 && written.find_first_not_of("+0123456789 ()-./") == std::string_view::npos &&
         digits_of(written) == e164.substr(1);
}

// Whether `digits`, of a spelling without a plus, ends as `wanted` does. More digits than the national ones
// must be a country code or what is dialled before an area code: any others make it another number.
bool ends_alike(std::string_view digits, PhoneNumber const& wanted) {
  std::string_view const national = wanted.national;
  if (digits.size() <= national.size()) return digits.size() >= fewest_digits && national.ends_with(digits);
  if (national.size() < fewest_digits || !digits.ends_with(national)) return false;
  auto const before = digits.substr(0, digits.size() - national.size());
  bool const zeros = before.find_first_not_of('0') == std::string_view::npos;
  return before.size() == 1 || zeros || before.ends_with(wanted.country_code);
}

std::optional<std::string> spelled(std::string_view national, std::string_view mask) {
  auto const is_place = [](char c) { return c == '*' || c == '#'; };
  auto const places = static_cast<std::size_t>(std::count_if(mask.begin(), mask.end(), is_place));
  if (places == 0 || places != national.size()) return std::nullopt;
  std::string out;
  for (char const c : mask) {
    if (!is_place(c)) {
      out += c;
    } else {
      out += national.front();
      national.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace

std::string_view name_of(Strength strength) {
  switch (strength) {
    case Strength::exact: return "exact";
    case Strength::e164: return "e164";
    case Strength::suffix: break;
  }
  return "suffix";
}

Result<PhoneNumber> parse_phone_number(std::string_view text, std::string_view default_region) {
  auto result = parsed(text, default_region);
  if (!result) return result.error();
  return std::move(result->number);
}

std::optional<Strength> match_phone_number(PhoneNumber const& wanted, std::string_view written,
                                           std::string_view default_region) {
  if (is_spelling_of(wanted.e164, written)) return Strength::exact;
  auto const other = parsed(written, default_region);
  if (other && other->number.e164 == wanted.e164) {
    auto const& extension = other->number.extension;
    if (!extension.empty() && !wanted.extension.empty() && extension != wanted.extension) return std::nullopt;
    return other->has_country_code ? Strength::exact : Strength::e164;
  }
  // A country code that was written out says that it is another number, however it ends.
  if (other && other->has_country_code) return std::nullopt;
  auto const digits = other ? other->number.national : digits_of(written);
  return ends_alike(digits, wanted) ? std::optional(Strength::suffix) : std::nullopt;
}

std::vector<std::string> phone_number_spellings(PhoneNumber const& number, std::string_view masks) {
  std::vector<std::string> out;
  while (!masks.empty()) {
    auto const comma = std::min(masks.find(','), masks.size());
    auto mask = masks.substr(0, comma);
    masks.remove_prefix(std::min(comma + 1, masks.size()));
    auto const first = mask.find_first_not_of(' ');
    if (first == std::string_view::npos) continue;
    mask = mask.substr(first, mask.find_last_not_of(' ') + 1 - first);
    auto text = spelled(number.national, mask);
    if (text && std::find(out.begin(), out.end(), *text) == out.end()) out.push_back(std::move(*text));
  }
  return out;
}

}  // namespace patchbay
