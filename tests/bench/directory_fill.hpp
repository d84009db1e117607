// A directory of a million contacts with 1.6 million numbers, filled by the host's own functions from pages
// that a CRM in memory serves. One thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/measure.hpp"

namespace patchbay::bench {

inline constexpr std::size_t all_contacts = 1'000'000;

// The first number of contact `i`, as somebody who is called would see it.
std::string number_of_contact(std::size_t i);

// Fills `file` as the host would, and says how fast that was; look-ups run beside it.
std::vector<Row> fill_directory(std::filesystem::path const& file);

}  // namespace patchbay::bench
