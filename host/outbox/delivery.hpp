// Brings a CRM to what an entry of the ledger wants: looks, creates, reads, updates. Functions without state;
// any thread.
//
// What an entry of a call wants:    {subject, contact: ContactRef, facts: {inbound, from, to, startTime,
// duration, result, recordingLink},
//                                    sections: CallSections, additional: {kind: id}}
// What an entry of messages wants:  {subject, contact, facts: {kind, inbound, time, conversationId},
// participants: [], additional,
//                                    messages: {id: {at, inbound, sender, time, text, links}}}
#pragma once

#include <functional>

#include "base/crm.hpp"
#include "compose/sections.hpp"
#include "outbox/outbox.hpp"

namespace patchbay::outbox {

using BeforeCreate = std::function<Result<void>()>;

Result<Delivered> deliver_call(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                               SectionSettings const& settings, Context const& context);

Result<Delivered> deliver_message(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                                  Context const& context);

// The one of the two that the entry's kind asks for.
Result<Delivered> deliver(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                          SectionSettings const& settings, Context const& context);

}  // namespace patchbay::outbox
