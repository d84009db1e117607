// CFNetwork's answers about proxies, as the test wants them. One thread.
#pragma once

#include <map>
#include <string>

#include <boost/json/value.hpp>

namespace patchbay::test {

// What the system's settings hold, and what it says for an address: a list of
// {"type": "none" | "http" | "https" | "socks", "host": .., "port": ..} or {"type": "script", "url": ..}.
struct FakeNetwork {
  boost::json::value settings;
  std::map<std::string, boost::json::value> proxies;
  std::map<std::string, boost::json::value> scripts;  // one that is not here never answers
  bool scripts_left = false;                          // in the thread's loop, after the question
};

FakeNetwork& fake_network();

}  // namespace patchbay::test
