// Brings a CRM to what an entry of the ledger wants: looks, creates, reads, updates. Functions without state;
// any thread.
//
// What an entry of a call wants:
//   {subject, contact: ContactRef, facts: {inbound, from, to, startTime, duration, result, recordingLink},
//    sections: CallSections, additional: {kind: id}}
// What an entry of messages wants:
//   {subject, contact, facts: {kind, inbound, time, conversationId}, participants: [], additional,
//    messages: {id: {at, inbound, sender, time, text, links}}}
// What an entry of an attachment wants:
//   {subject (the file's name), log (the mark of its messages), contact, additional, contentType, at}
// What an entry of a task wants:
//   {subject, contact, facts: {dueTime, dueDay}, sections: {note}, additional}
#pragma once

#include <functional>

#include "base/crm.hpp"
#include "compose/sections.hpp"
#include "outbox/attachments.hpp"
#include "outbox/outbox.hpp"

namespace patchbay::outbox {

using BeforeCreate = std::function<Result<void>()>;

Result<Delivered> deliver_call(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                               SectionSettings const& settings, Context const& context);

Result<Delivered> deliver_message(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                                  Context const& context);

// Error: unavailable while the CRM does not have the messages.
Result<Delivered> deliver_attachment(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                                     Attachments const& attachments, Context const& context);

// A task is made, and then left to its user: what is wanted of one that is there changes nothing.
Result<Delivered> deliver_task(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                               Context const& context);

// The one of them that the entry's kind asks for.
Result<Delivered> deliver(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                          Attachments const& attachments, SectionSettings const& settings,
                          Context const& context);

}  // namespace patchbay::outbox
