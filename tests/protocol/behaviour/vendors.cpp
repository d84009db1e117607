#include "protocol/behaviour/clio.hpp"
#include "protocol/behaviour/hubspot.hpp"
#include "protocol/behaviour/pipedrive.hpp"
#include "protocol/behaviour/salesforce.hpp"
#include "protocol/behaviour/zoho.hpp"

namespace patchbay::test {

std::vector<Vendor> const& vendors() {
  static std::vector<Vendor> const all{pipedrive(), clio(), hubspot(), salesforce(), zoho()};
  return all;
}

}  // namespace patchbay::test
