#include "crm/time_text.hpp"

#include <cctype>
#include <cstdio>

namespace patchbay::crm {

namespace {

constexpr std::string_view shape = "dddd-dd-ddTdd:dd:ddZ";

bool has_shape(std::string_view text) {
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    auto const fits =
        shape[i] == 'd' ? std::isdigit(static_cast<unsigned char>(text[i])) != 0 : text[i] == shape[i];
    if (!fits) return false;
  }
  return true;
}

unsigned number_at(std::string_view text, std::size_t from, std::size_t count) {
  return static_cast<unsigned>(std::stoul(std::string(text.substr(from, count))));
}

}  // namespace

std::string iso_time(Time time) {
  auto const day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const clock(time - day);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

bool is_iso_time(std::string_view text) {
  if (!has_shape(text)) return false;
  std::chrono::year_month_day const date(std::chrono::year(static_cast<int>(number_at(text, 0, 4))),
                                         std::chrono::month(number_at(text, 5, 2)),
                                         std::chrono::day(number_at(text, 8, 2)));
  return date.ok() && number_at(text, 11, 2) < 24 && number_at(text, 14, 2) < 60 &&
         number_at(text, 17, 2) < 60;
}

}  // namespace patchbay::crm
