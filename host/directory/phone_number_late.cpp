#include <phonenumbers/phonenumberutil.h>

#include "directory/phone_library.hpp"

using i18n::phonenumbers::PhoneNumberUtil;

extern "C" bool patchbay_parse_phone_number(std::string const& text, std::string const& default_region,
                                            patchbay::ParsedNumber& out) {
  auto const& util = *PhoneNumberUtil::GetInstance();
  i18n::phonenumbers::PhoneNumber number;
  if (util.ParseAndKeepRawInput(text, default_region, &number) != PhoneNumberUtil::NO_PARSING_ERROR)
    return false;
  // Possible by its length rather than valid by its range: numbering plans grow faster than the library on a
  // machine is updated. A local part and a short code like 911 have no E.164 form, though the library gives
  // one.
  if (util.IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE) return false;
  util.Format(number, PhoneNumberUtil::E164, &out.number.e164);
  util.GetNationalSignificantNumber(number, &out.number.national);
  out.number.country_code = std::to_string(number.country_code());
  out.number.extension = number.extension();
  auto const source = number.country_code_source();
  out.has_country_code = source == i18n::phonenumbers::PhoneNumber::FROM_NUMBER_WITH_PLUS_SIGN ||
                         source == i18n::phonenumbers::PhoneNumber::FROM_NUMBER_WITH_IDD;
  return true;
}

extern "C" bool patchbay_has_area(std::string const& e164) {
  auto const& util = *PhoneNumberUtil::GetInstance();
  i18n::phonenumbers::PhoneNumber number;
  return util.Parse(e164, "ZZ", &number) == PhoneNumberUtil::NO_PARSING_ERROR &&
         util.IsNumberGeographical(number);
}
