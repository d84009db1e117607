// Faxes and pictures: a document that belongs to the log. First the record, then the bytes to the storage
// address that it names, then the word that they are there.
#include "answer.hpp"
#include "clio.hpp"
#include "communication.hpp"

namespace patchbay::clio {
namespace {

constexpr char property[] = "patchbayAttachment";
constexpr char document_fields[] = "id,latest_document_version{uuid,put_url,put_headers,fully_uploaded}";

Result<json::value> new_document(Http& http, NewAttachment const& wish) {
  // It lies in the matter that was chosen, else with the contact.
  auto const matter = text(wish.additional, "matter");
  auto parent = matter.empty() ? reference(wish.contact.id, "contactId", "Contact")
                               : reference(matter, "matter", "Matter");
  if (!parent) return parent.error();
  auto const log = reference(wish.log.id, "logId");
  if (!log) return log.error();
  json::object record{{"name", filled(wish.name, "Attachment")},
                      {"parent", *std::move(parent)},
                      {"communication_id", log->at("id")},
                      {"received_at", iso8601(wish.time)},
                      {"external_properties", marked(property, wish.mark)}};
  if (!wish.content_type.empty()) record["content_type"] = wish.content_type;
  return created(http.send(making("documents", record, document_fields)));
}

// The headers that the signature covers, exactly: a list of name and value, or an object.
void put_headers(json::value const& version, Request& request) {
  auto const* headers = find(version, "put_headers");
  if (!headers) return;
  if (headers->is_object())
    for (auto const& one : headers->get_object()) request.header(one.key(), text(*headers, one.key()));
  for (auto const& one : list(version, "put_headers")) request.header(text(one, "name"), text(one, "value"));
}

// The record is there by now: whatever goes wrong from here on, the next attempt looks for it first.
Error unfinished(std::string remote) {
  return fail(PATCHBAY_UNKNOWN_OUTCOME, "Clio has the document, but not its file yet.", std::move(remote));
}

Result<void> fill(Http& http, std::string const& id, json::value const& version, std::string bytes) {
  auto request = put(text(version, "put_url")).without_credential();
  put_headers(version, request);
  request.body = std::move(bytes);
  auto const stored = http.send(std::move(request));
  if (!stored || !stored->ok()) return unfinished(stored ? stored->body : stored.error().remote);
  json::object const done{{"uuid", text(version, "uuid")}, {"fully_uploaded", true}};
  auto const told = document(http.send(changing("documents", id, done, "id").repeatable()));
  if (!told) return unfinished(told.error().remote);
  return {};
}

}  // namespace

Result<LogRef> create_attachment(Http& http, NewAttachment const& wish) {
  auto bytes = from_base64(wish.content);
  if (!bytes) return invalid_field("content", "is no base64");
  Result<json::value> record = json::value();
  if (wish.retried) record = find_carrying(http, "documents", property, wish.mark, document_fields);
  if (record && record->is_null()) record = new_document(http, wish);
  if (!record) return record.error();
  auto id = text(*record, "id");
  auto const* version = find(*record, "latest_document_version");
  if (!version) return unfinished({});
  if (!optional<bool>(*version, "fully_uploaded").value_or(false))
    if (auto const filled = fill(http, id, *version, *std::move(bytes)); !filled) return filled.error();
  return LogRef{std::move(id), {}};
}

}  // namespace patchbay::clio
