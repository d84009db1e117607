#include "matters.hpp"

#include <algorithm>
#include <cctype>

#include "answer.hpp"

namespace patchbay::clio {
namespace {

constexpr std::size_t most_asked_for = 10;
constexpr char matter_fields[] = "id,display_number,description,status";

Request matters_of(std::string const& client) {
  return get("/api/v4/matters.json")
      .query("client_id", client)
      .query("status", "open,pending")
      .query("fields", matter_fields)
      .query("limit", "200");
}

Request relationships_of(std::string const& contact) {
  return get("/api/v4/relationships.json")
      .query("contact_id", contact)
      .query("fields", "id,description,matter{" + std::string(matter_fields) + "}")
      .query("limit", "200");
}

bool closed(json::value const& matter) {
  auto status = text(matter, "status");
  for (auto& c : status) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return status == "closed";
}

// `part`: what the contact is in the matter, where it is not the client.
void add(Contact& contact, json::value const& matter, std::string const& part) {
  auto const id = text(matter, "id");
  auto& related = contact.related;
  bool const known =
      std::any_of(related.begin(), related.end(), [&](auto const& one) { return one.id == id; });
  if (id.empty() || known || closed(matter)) return;
  auto about = text(matter, "description");
  if (!part.empty()) about += (about.empty() ? "" : " - ") + part;
  related.push_back({"matter", id, text(matter, "display_number"), about});
}

// What the answer to one request brings; some relationships have no matter.
void take(ContactPage& page, Contact& contact, json::value const& answer) {
  for (auto const& row : list(answer, "data")) {
    auto const* matter = find(row, "matter");
    bool const relationship = row.is_object() && row.get_object().contains("matter");
    if (!relationship) add(contact, row, "");
    if (relationship && matter->is_object()) add(contact, *matter, text(row, "description"));
  }
  if (goes_on(answer)) page.truncated = true;
}

}  // namespace

Result<ContactPage> with_matters(Http& http, ContactPage page) {
  auto const asked = std::min(page.contacts.size(), most_asked_for);
  if (asked < page.contacts.size()) page.truncated = true;
  if (asked == 0) return page;
  std::vector<Request> requests;
  for (std::size_t i = 0; i < asked; ++i) {
    requests.push_back(matters_of(page.contacts[i].id));
    requests.push_back(relationships_of(page.contacts[i].id));
  }
  auto const replies = http.send_all(std::move(requests));
  for (std::size_t i = 0; i < replies.size(); ++i) {
    auto const answer = document(replies[i]);
    if (answer.has_error() && answer.error().status == PATCHBAY_FORBIDDEN) continue;
    if (!answer) return answer.error();
    take(page, page.contacts[i / 2], *answer);
  }
  return page;
}

}  // namespace patchbay::clio
