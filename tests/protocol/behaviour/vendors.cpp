#include "protocol/behaviour/clio.hpp"
#include "protocol/behaviour/hubspot.hpp"
#include "protocol/behaviour/pipedrive.hpp"

namespace patchbay::test {

std::vector<Vendor> const& vendors() {
  static std::vector<Vendor> const all{pipedrive(), clio(), hubspot()};
  return all;
}

}  // namespace patchbay::test
