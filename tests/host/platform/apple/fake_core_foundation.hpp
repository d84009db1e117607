// Core Foundation as far as host/platform calls it, so that what is written for macOS runs on Linux. It
// counts what lives, so that what is released twice or never shows. One thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <CoreFoundation/CoreFoundation.h>
#include <boost/json/value.hpp>

namespace patchbay::test {

enum class Kind : CFTypeID { text = 1, data, number, flag, array, dictionary, other };

struct CfObject {
  Kind kind;
  std::string bytes = {};
  boost::json::value number = {};
  std::vector<CfObject*> items = {};
  std::vector<std::pair<CfObject*, CfObject*>> members = {};
  int references = 1;
  bool constant = false;
};

// How many there are that somebody owns.
int cf_living();

CfObject* cf_made(CfObject object);
CfObject* cf_constant(std::string const& text);
CfObject* cf_of(boost::json::value const& value);                   // the caller owns it
void cf_set(CfObject& dictionary, CfObject* key, CfObject* value);  // retains both

inline CfObject* cf_object(void const* value) { return static_cast<CfObject*>(const_cast<void*>(value)); }
template <class Ref>
Ref cf_as(CfObject* object) {
  return reinterpret_cast<Ref>(object);
}

}  // namespace patchbay::test
