// All that the source of an adapter needs. Tests include "patchbay/testing.hpp" beside it.
#pragma once

#include "patchbay/adapter.hpp"
#include "patchbay/base64.hpp"
#include "patchbay/error.hpp"
#include "patchbay/http.hpp"
#include "patchbay/json.hpp"
#include "patchbay/model.hpp"
#include "patchbay/operations.hpp"
#include "patchbay/time.hpp"
