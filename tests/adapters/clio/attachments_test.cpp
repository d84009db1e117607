// Faxes and pictures: a document with its bytes, which belongs to the log.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::clio;

namespace {

struct Fixture {
  World world;
  LogRef log = *create_message_log(world.http(), messages_with(world, "Ada Brook"));

  NewAttachment fax() {
    world.spent();
    NewAttachment wish;
    wish.log = log;
    wish.contact.id = world.contact("Ada Brook");
    wish.mark = "conversation-1/message-1/0";
    wish.name = "Fax.pdf";
    wish.content_type = "application/pdf";
    wish.content = "JVBERg==";  // %PDF
    wish.time = at(2);
    return wish;
  }
  json::object const& only_document() {
    REQUIRE(world.firm().documents.size() == 1);
    return world.firm().documents.begin()->second;
  }
  json::value const& version() { return only_document().at("latest_document_version"); }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "A fax is a document of the log, with its bytes, in three requests") {
  auto const made = create_attachment(world.http(), fax());
  REQUIRE(made);
  CHECK(world.spent() == Spent{3, 3});
  CHECK(made->id == text(only_document(), "id"));
  CHECK(text(only_document(), "communication_id") == log.id);
  CHECK(text(only_document(), "parent.type") == "Contact");
  CHECK(version().at("fully_uploaded") == true);
  CHECK(version().at("bytes") == "%PDF");
}

TEST_CASE_METHOD(Fixture, "A fax lies in the matter of its log") {
  auto wish = fax();
  wish.additional["matter"] = world.matter("Ada Brook: lease");
  REQUIRE(create_attachment(world.http(), wish));
  CHECK(text(only_document(), "parent.type") == "Matter");
  CHECK(text(only_document(), "parent.id") == world.matter("Ada Brook: lease"));
}

TEST_CASE_METHOD(Fixture, "A fax whose upload broke off is taken up again, as one document") {
  auto const [method, path] =
      GENERATE(std::pair("PUT", "/_storage/"), std::pair("PATCH", "/api/v4/documents/"));
  world.fault(sim::FaultKind::status, method, path, 403);
  auto wish = fax();
  CHECK(create_attachment(world.http(), wish).error().status == PATCHBAY_UNKNOWN_OUTCOME);
  wish.retried = true;
  REQUIRE(create_attachment(world.http(), wish));
  CHECK(version().at("fully_uploaded") == true);
}

TEST_CASE_METHOD(Fixture, "A fax that is there already is sent no second time") {
  auto wish = fax();
  auto const made = create_attachment(world.http(), wish);
  REQUIRE(made);
  world.spent();
  wish.retried = true;
  auto const again = create_attachment(world.http(), wish);
  REQUIRE(again);
  CHECK(again->id == made->id);
  CHECK(world.spent() == Spent{1, 1});
  REQUIRE(world.firm().documents.size() == 1);
}

TEST_CASE_METHOD(Fixture, "What is no base64 is refused before Clio is asked") {
  auto wish = fax();
  wish.content = "%PDF";
  CHECK(create_attachment(world.http(), wish).error().field == "content");
  CHECK(world.spent() == Spent{0, 0});
}

TEST_CASE_METHOD(Fixture, "A firm whose app may not see documents is told so") {
  world.state().oauth.app().permissions.erase("documents");
  CHECK(create_attachment(world.http(), fax()).error().status == PATCHBAY_FORBIDDEN);
}
