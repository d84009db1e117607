// Documents: a record first, then its bytes to a storage address that the record names, then the word that
// they are there. The storage is nobody's API: it knows its own signature and no bearer.
#include "crm_sim/clio/endpoints.hpp"

namespace patchbay::sim::clio {
namespace {

constexpr std::string_view storage = "/_storage/";
constexpr std::string_view signature = "sim-signature";
constexpr std::string_view encryption = "x-amz-server-side-encryption";

std::vector<Field> const& document_fields() {
  static std::vector<Field> const fields = {{"name", FieldKind::text},
                                            {"parent", FieldKind::typed_reference},
                                            {"received_at", FieldKind::time},
                                            {"content_type", FieldKind::text},
                                            {"communication_id", FieldKind::integer},
                                            {"external_properties", FieldKind::properties},
                                            {"uuid", FieldKind::text},
                                            {"fully_uploaded", FieldKind::boolean},
                                            {"id", FieldKind::read_only},
                                            {"etag", FieldKind::read_only}};
  return fields;
}

// The table of what a document may lie in. None: no such kind.
Table const* parents(Firm const& firm, std::string_view type) {
  if (type == "Matter") return &firm.matters;
  if (type == "Contact") return &firm.contacts;
  return nullptr;
}

std::optional<Reply> refused_parent(Firm const& firm, json::value const& parent) {
  auto const* table = parents(firm, parent.at("type").get_string());
  if (!table) return unprocessable("parent is invalid", "parent");
  if (!table->contains(parent.at("id").get_int64())) return not_found();
  return std::nullopt;
}

json::object new_version(Call const& call, std::int64_t id, std::string const& content_type) {
  auto const uuid = "version-" + std::to_string(id);
  json::array headers{json::object{{"name", encryption}, {"value", "AES256"}}};
  if (!content_type.empty())
    headers.push_back(json::object{{"name", "Content-Type"}, {"value", content_type}});
  return {{"id", id},
          {"uuid", uuid},
          {"put_url", "http://" + call.request.header("Host") + std::string(storage) + uuid +
                          "?X-Amz-Signature=" + std::string(signature)},
          {"put_headers", std::move(headers)},
          {"fully_uploaded", false}};
}

Reply storage_error(int status, std::string_view code) {
  Reply reply;
  reply.status = status;
  reply.headers.emplace_back("Content-Type", "application/xml");
  reply.body = "<Error><Code>" + std::string(code) + "</Code></Error>";
  return reply;
}

json::object* document_with(Firm& firm, std::string_view uuid) {
  for (auto& [id, document] : firm.documents)
    if (document.at("latest_document_version").at("uuid").get_string() == uuid) return &document;
  return nullptr;
}

}  // namespace

bool is_storage(std::string_view path) { return path.starts_with(storage); }

Reply put_into_storage(State& state, crm::HttpExchangeRequest const& request) {
  if (!request.header("Authorization").empty()) return storage_error(400, "InvalidArgument");
  if (request.parameter("X-Amz-Signature") != signature) return storage_error(403, "SignatureDoesNotMatch");
  auto* document = document_with(state.firm, std::string_view(request.path).substr(storage.size()));
  if (!document || request.method != "PUT") return storage_error(404, "NoSuchKey");
  auto& version = document->at("latest_document_version").get_object();
  for (auto const& header : version.at("put_headers").get_array()) {
    if (request.header(std::string(header.at("name").get_string())) != header.at("value").get_string())
      return storage_error(403, "SignatureDoesNotMatch");
  }
  version["bytes"] = request.body;
  return {};
}

Reply list_documents(State& state, Call const& call) {
  if (auto refused = check_query(call.request, {"external_property_name", "external_property_value",
                                                "contact_id", "matter_id", "updated_since"}))
    return *refused;
  auto const name = call.request.parameter("external_property_name");
  auto const value = call.request.parameter("external_property_value");
  Rows rows;
  for (auto const& [id, document] : state.firm.documents)
    if (carries(document, name, value)) rows.push_back(&document);
  return paged(state, call, document_shape(), rows);
}

Reply create_document(State& state, Call const& call) {
  auto const [data, refused] = read_data(call.request, document_fields());
  if (refused) return *refused;
  if (auto wrong = missing(data, {"name", "parent"})) return *wrong;
  if (auto wrong = refused_parent(state.firm, data.at("parent"))) return *wrong;
  json::object record{
      {"name", data.at("name")}, {"parent", data.at("parent")}, {"communication_id", nullptr}};
  if (auto const* id = data.if_contains("communication_id")) {
    if (!state.firm.communications.contains(id->get_int64())) return not_found();
    record["communication_id"] = *id;
  }
  for (auto const* member : {"received_at", "content_type"})
    if (data.contains(member)) record[member] = data.at(member);
  take_properties(state.firm, data, record);
  if (auto wrong = selection_of(call.request, document_shape()).refused) return *wrong;
  auto& made = state.firm.add(state.firm.documents, std::move(record), state.now());
  auto const* type = data.if_contains("content_type");
  made["latest_document_version"] =
      new_version(call, made.at("id").get_int64(), type ? std::string(type->get_string()) : std::string());
  return one(state, call, document_shape(), made, 201);
}

Reply update_document(State& state, Call const& call) {
  auto* document = found(state.firm.documents, call.id);
  if (!document) return not_found();
  auto const [data, refused] = read_data(call.request, document_fields());
  if (refused) return *refused;
  auto& version = document->at("latest_document_version").get_object();
  if (auto const* uploaded = data.if_contains("fully_uploaded"); uploaded && uploaded->get_bool()) {
    auto const* uuid = data.if_contains("uuid");
    if (!uuid || *uuid != version.at("uuid") || !version.contains("bytes"))
      return failure(422, "UploadNotFoundError", "The upload was not found");
    version["fully_uploaded"] = true;
  }
  state.firm.touch(*document, state.now());
  return one(state, call, document_shape(), *document);
}

}  // namespace patchbay::sim::clio
