// Documents of the simulated Clio: the record, its bytes at the storage, and the word that they are there.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim;
using namespace patchbay::sim::clio;

namespace {

constexpr char fields[] =
    "?fields=id,latest_document_version{uuid,put_url,put_"
    "headers,fully_uploaded}";

std::string fax_of(Bench& bench, std::string const& more = "") {
  return R"({"data":{"name":"Fax.pdf","content_type":"application/pdf","parent":{"id":)" +
         bench.contact("Ada Brook") + R"(,"type":"Contact"})" + more + "}}";
}

// A bench with a document that has no bytes yet.
struct Fixture : Bench {
  Told made = post(std::string("documents.json") + fields, fax_of(*this));
  json::value version() { return made.data().at("latest_document_version"); }
  std::string uuid() { return std::string(version().at("uuid").get_string()); }

  // The bytes at the address that the record named, as if from nowhere in
  // particular.
  Told upload(bool with_headers = true) {
    auto const kept = std::exchange(headers, {{"Host", "127.0.0.1:1"}});
    if (with_headers) headers["x-amz-server-side-encryption"] = "AES256";
    std::string const url(version().at("put_url").get_string());
    auto told = put(url.substr(url.find('/', 7)));
    headers = kept;
    return told;
  }
  Told put(std::string const& target) {
    patchbay::crm::HttpFields all(headers.begin(), headers.end());
    all.emplace_back("Content-Type", "application/pdf");
    Told told;
    told.raw = simulator.handle(exchange_request("PUT", target, all, "%PDF"));
    told.status = told.raw.status;
    return told;
  }
  Told finish() {
    return patch("documents/" + json::serialize(made.data().at("id")) + ".json",
                 R"({"data":{"uuid":")" + uuid() + R"(","fully_uploaded":true}})");
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "A document is there when its bytes are and somebody said so") {
  REQUIRE(made.status == 201);
  CHECK(version().at("fully_uploaded") == false);
  CHECK(finish().text("error/type") == "UploadNotFoundError");
  CHECK(upload().status == 200);
  CHECK(finish().status == 200);
  auto const& stored = state().firm.documents.begin()->second.at("latest_document_version");
  CHECK(stored.at("fully_uploaded") == true);
  CHECK(stored.at("bytes") == "%PDF");
}

TEST_CASE_METHOD(Fixture, "The storage takes its own signature and headers, and no bearer") {
  CHECK(upload(false).status == 403);
  CHECK(put("/_storage/" + uuid() + "?X-Amz-Signature=other").status == 400);  // with the bearer still
  headers.erase("Authorization");
  CHECK(put("/_storage/" + uuid() + "?X-Amz-Signature=other").status == 403);
  CHECK(put("/_storage/nothing?X-Amz-Signature=sim-signature").status == 404);
}

TEST_CASE(
    "A document lies in a contact or a matter, and belongs to a log that "
    "is there") {
  Bench bench;
  CHECK(bench.post("documents.json", R"({"data":{"name":"a","parent":{"id":1,"type":"Contact"}}})").status ==
        404);
  CHECK(bench.post("documents.json", R"({"data":{"name":"a","parent":{"id":1,"type":"User"}}})").status ==
        422);
  CHECK(bench.post("documents.json", R"({"data":{"name":"a"}})").status == 422);
  CHECK(bench.post("documents.json", fax_of(bench, R"(,"communication_id":7)")).status == 404);
  CHECK(
      bench.post("documents.json", fax_of(bench, R"(,"communication_id":)" + bench.communication())).status ==
      201);
}

TEST_CASE("Documents are found by an external property") {
  Bench bench;
  bench.post("documents.json", fax_of(bench, R"(,"external_properties":[{"name":"mark","value":"m1"}])"));
  auto const found = [&](std::string const& value) {
    return bench
        .get(
            "documents.json?external_property_name=mark&external_property_"
            "value=" +
            value)
        .data()
        .get_array()
        .size();
  };
  CHECK(found("m1") == 1);
  CHECK(found("m2") == 0);
}
