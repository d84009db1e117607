// The matters of found contacts: those whose client they are, and those that they have a part in. Pure
// functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::clio {

// The second round of a lookup: two requests for each contact, all at the same time. Closed matters are left
// out, and so is what the app has no permission for. Of more than ten contacts only the first ten are asked
// about: a minute has fifty requests. A search that failed is handed on.
Result<ContactPage> with_matters(Http& http, Result<ContactPage> page);

}  // namespace patchbay::clio
