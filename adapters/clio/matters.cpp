#include "matters.hpp"

#include <algorithm>

#include "answer.hpp"

namespace patchbay::clio {
namespace {

constexpr std::size_t most_asked_for = 10;
constexpr char matter_fields[] = "id,display_number,description,status";
constexpr char relationship_fields[] = "id,description,matter{id,display_number,description,status}";

bool closed(json::value const& matter) {
  auto const status = text(matter, "status");
  return status == "Closed" || status == "closed";
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

// What the answer to one request brings: matters, or relationships, of which some have none.
void take(ContactPage& page, Contact& contact, json::value const& answer) {
  for (auto const& row : list(answer, "data")) {
    auto const* matter = find(row, "matter");
    add(contact, matter ? *matter : row, matter ? text(row, "description") : "");
  }
  if (goes_on(answer)) page.truncated = true;
}

}  // namespace

Result<ContactPage> with_matters(Http& http, Result<ContactPage> page) {
  auto const asked = page ? std::min(page->contacts.size(), most_asked_for) : 0;
  if (asked == 0) return page;
  if (asked < page->contacts.size()) page->truncated = true;
  std::vector<Request> requests;
  for (std::size_t i = 0; i < asked; ++i) {
    auto const& id = page->contacts[i].id;
    requests.push_back(listing("matters", "client_id", id, matter_fields).query("status", "open,pending"));
    requests.push_back(listing("relationships", "contact_id", id, relationship_fields));
  }
  auto const replies = http.send_all(std::move(requests));
  for (std::size_t i = 0; i < replies.size(); ++i) {
    auto const answer = document(replies[i]);
    if (answer.has_error() && answer.error().status == PATCHBAY_FORBIDDEN) continue;
    if (!answer) return answer.error();
    take(*page, page->contacts[i / 2], *answer);
  }
  return page;
}

}  // namespace patchbay::clio
