#include "manifest.hpp"
#include "patchbay/patchbay.hpp"

namespace rolodex {
namespace json = boost::json;
using patchbay::Result;

// The document of a good answer; the host's failure, or what the status means with Rolodex's own words, of a
// bad one.
Result<json::value> ask(patchbay::Http& http, patchbay::Request request) {
  auto const response = http.send(std::move(request));
  if (!response) return response.error();
  auto document = response->json();
  if (response->ok()) return document;
  return patchbay::error_for_status(response->status, document ? patchbay::text(*document, "error") : "");
}

Result<patchbay::User> get_user(patchbay::Http& http, patchbay::Scope const&) {
  auto const me = ask(http, patchbay::get("/me"));
  if (!me) return me.error();
  auto const id = patchbay::required<std::string>(*me, "id");
  if (!id) return id.error();
  patchbay::User user;
  user.id = *id;
  user.name = patchbay::text(*me, "full_name");
  return user;
}

Result<patchbay::ContactPage> find_contacts(patchbay::Http& http, patchbay::ContactQuery const& query) {
  auto const found = ask(http, patchbay::get("/people").query("phone", query.national));
  if (!found) return found.error();
  patchbay::ContactPage page;
  for (auto const& item : patchbay::list(*found, "people")) {
    patchbay::Contact contact;
    contact.id = patchbay::text(item, "id");
    contact.type = "person";
    contact.name = patchbay::text(item, "full_name");
    contact.organization = patchbay::text(item, "company.name");
    contact.phones.push_back({patchbay::text(item, "phone"), ""});
    page.contacts.push_back(std::move(contact));
  }
  page.truncated = patchbay::optional<bool>(*found, "has_more").value_or(false);
  return page;
}

Result<patchbay::LogRef> create_call_log(patchbay::Http& http, patchbay::CallLog const& call) {
  json::object const note{{"person", call.contact.id}, {"title", call.subject}, {"text", call.body}};
  auto const made = ask(http, patchbay::post("/notes").json(note));
  if (!made) return made.error();
  auto const id = patchbay::required<std::string>(*made, "id");
  if (!id) return id.error();
  return patchbay::LogRef{*id, {}};
}

}  // namespace rolodex

PATCHBAY_ADAPTER(manifest, patchbay::on<patchbay::GetUser, rolodex::get_user>(),
                 patchbay::on<patchbay::FindContacts, rolodex::find_contacts>(),
                 patchbay::on<patchbay::CreateCallLog, rolodex::create_call_log>());
