// Lets CHECK(result) and REQUIRE(result) say what went wrong: for the host's results and for an adapter's.
#pragma once

#include <boost/system/result.hpp>
#include <catch2/catch.hpp>
#include <string>

namespace Catch {

template <class T, class Error>
struct StringMaker<boost::system::result<T, Error>> {
  static std::string convert(boost::system::result<T, Error> const& result) {
    if (result) return "a value";
    auto const error = result.error();
    if constexpr (requires { error.status; })
      return std::to_string(error.status) + ": " + error.message + " [" + error.remote + "]";
    else
      return std::string(name_of(error.code)) + ": " + error.message;
  }
};

}  // namespace Catch
