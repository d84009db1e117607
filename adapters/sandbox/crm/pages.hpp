// The CRM as people see it: contacts, and what was logged with them. One thread at a time.
#pragma once

#include "crm/database.hpp"
#include "crm/http_server.hpp"

namespace patchbay::crm {

HttpExchangeResponse answer_page(Database& database, HttpExchangeRequest const& request);

}  // namespace patchbay::crm
