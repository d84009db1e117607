// Lets CHECK(result) and REQUIRE(result) say what went wrong.
#pragma once

#include <catch2/catch.hpp>

#include <string>

#include "base/error.hpp"

namespace Catch {

template <class T>
struct StringMaker<boost::system::result<T, patchbay::Error>> {
  static std::string convert(boost::system::result<T, patchbay::Error> const& result) {
    if (result) return "a value";
    return std::string(patchbay::name_of(result.error().code)) + ": " + result.error().message;
  }
};

}  // namespace Catch
