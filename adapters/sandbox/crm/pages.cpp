#include "crm/pages.hpp"

#include <cctype>

#include "crm/contacts.hpp"
#include "crm/html.hpp"
#include "crm/percent.hpp"
#include "embedded.hpp"

namespace patchbay::crm {

namespace {

constexpr int most_contacts = 200;

std::string text(Row const& row, std::string_view column) {
  auto const* value = row.if_contains(column);
  if (!value || value->is_null()) return {};
  return value->is_string() ? std::string(value->as_string()) : json::serialize(*value);
}

std::string html(Row const& row, std::string_view column) { return escaped(text(row, column)); }

// The first letters of the first and the last word.
std::string initials(std::string const& name) {
  auto const first_letter = [](std::string_view word) {
    std::size_t size = 1;  // bytes of the first character
    while (size < word.size() && (static_cast<unsigned char>(word[size]) & 0xC0) == 0x80) ++size;
    return std::string(word.substr(0, size));
  };
  auto const space = name.rfind(' ');
  auto const last =
      space == std::string::npos ? std::string() : first_letter(std::string_view(name).substr(space + 1));
  return first_letter(name) + last;
}

std::string avatar(Row const& contact) {
  auto const hue = contact.at("id").as_int64() % 6;
  return "<span class=\"avatar hue" + std::to_string(hue) + "\" aria-hidden=\"true\">" +
         escaped(initials(text(contact, "name"))) + "</span>";
}

// "Head of Purchasing, Northwind Orchards"
std::string position(Row const& contact) {
  auto const title = html(contact, "title");
  auto const organization = html(contact, "organization");
  return title + (title.empty() || organization.empty() ? "" : ", ") + organization;
}

std::string money(Row const& deal) {
  auto digits = text(deal, "amount");
  for (auto i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3)
    digits.insert(static_cast<std::size_t>(i), ",");
  return digits + " " + html(deal, "currency");
}

std::string contact_row(Row const& contact) {
  auto const phones = contact.at("phones").as_array();
  auto const deals = contact.at("deals").as_array().size();
  auto const path = "/contacts/" + text(contact, "id");
  std::string out = "<li><a href=\"" + path + "\">" + avatar(contact) + "<span class=\"who\"><strong>" +
                    html(contact, "name") + "</strong><small>" + position(contact) +
                    "</small></span><span class=\"phone\">";
  if (!phones.empty()) out += html(phones.front().as_object(), "number");
  out += "</span><span class=\"tags\">";
  if (deals > 0)
    out +=
        "<span class=\"tag open\">" + std::to_string(deals) + (deals == 1 ? " deal" : " deals") + "</span>";
  return out + "<span class=\"tag\">" + html(contact, "type") + "</span></span></a></li>";
}

// Whom a record is with.
std::string named(Row const& record) {
  return text(record, "contact_id").empty() ? "Nobody known yet" : html(record, "contact_name");
}

std::string activity_row(Row const& activity, bool with_name) {
  auto const kind = text(activity, "kind");
  auto line = with_name ? named(activity) + " · " : std::string();
  line += nice_time(text(activity, "happened_at"));
  auto const* duration = activity.if_contains("duration");
  if (duration && duration->is_int64()) line += " · " + nice_duration(duration->as_int64());
  if (!text(activity, "deal_title").empty()) line += " · " + html(activity, "deal_title");
  return "<li><a href=\"/" + html(activity, "resource") + "/" + text(activity, "id") +
         "\"><span class=\"kind " + escaped(kind) + " " + html(activity, "direction") + "\">" +
         escaped(kind) + "</span><span class=\"who\"><strong>" + html(activity, "subject") +
         "</strong><small>" + line + "</small></span></a></li>";
}

std::string activity_list(std::vector<Row> const& activities, bool with_name, char const* when_empty) {
  if (activities.empty()) return "<p class=\"empty\">" + std::string(when_empty) + "</p>";
  std::string out = "<ul class=\"list activities\">";
  for (auto const& activity : activities) out += activity_row(activity, with_name);
  return out + "</ul>";
}

// With its heading; nothing where there are none.
std::string task_list(std::vector<Row> const& tasks, bool with_name) {
  if (tasks.empty()) return {};
  std::string out = "<h2>Tasks</h2><ul class=\"list activities\">";
  for (auto const& task : tasks) {
    out += "<li><a href=\"/tasks/" + text(task, "id") + "\"><span class=\"who\"><strong>" +
           html(task, "subject") + "</strong><small>" + (with_name ? named(task) + " · " : std::string()) +
           "due " + nice_time(text(task, "due_at")) + "</small></span></a></li>";
  }
  return out + "</ul>";
}

HttpExchangeResponse home(Database& database, HttpExchangeRequest const& request) {
  auto const search = request.parameter("q").value_or("");
  auto const contacts = contacts_by_name(database, search, most_contacts);
  std::string list;
  for (auto const& row : contacts) list += contact_row(row);
  auto const latest = database.rows("SELECT * FROM activities ORDER BY happened_at DESC, id DESC LIMIT 6");
  auto const tasks = database.rows("SELECT * FROM task_records ORDER BY due_at, id LIMIT 6");
  return page(200, "Contacts",
              "<div class=\"columns\"><section><div class=\"title\"><h1>Contacts</h1><form "
              "action=\"/\"><input type=\"search\" "
              "name=\"q\" placeholder=\"Search by name\" aria-label=\"Search by name\" value=\"" +
                  escaped(search) + "\"></form></div>" +
                  (list.empty() ? "<p class=\"empty\">Nobody of that name.</p>"
                                : "<ul class=\"list card\">" + list + "</ul>") +
                  "</section><aside><h2>Latest</h2>" +
                  activity_list(latest, true, "Nothing was logged yet.") + task_list(tasks, true) +
                  "</aside></div>");
}

std::string deal_list(std::vector<Row> const& deals) {
  if (deals.empty()) return "<p class=\"empty\">No deals.</p>";
  std::string out = "<ul class=\"deals\">";
  for (auto const& deal : deals) {
    out += "<li><strong>" + html(deal, "title") + "</strong><small>" + html(deal, "stage") + " · " +
           money(deal) + "</small><span class=\"tag " + html(deal, "status") + "\">" + html(deal, "status") +
           "</span></li>";
  }
  return out + "</ul>";
}

std::string contact_facts(Row const& contact) {
  std::string out = "<dl class=\"facts\">";
  for (auto const& phone : contact.at("phones").as_array()) {
    auto const label = html(phone.as_object(), "label");
    out += "<dt>Phone" + (label.empty() ? "" : ", " + label) + "</dt><dd>" +
           html(phone.as_object(), "number") + "</dd>";
  }
  if (!text(contact, "email").empty()) out += "<dt>Email</dt><dd>" + html(contact, "email") + "</dd>";
  return out + "<dt>Since</dt><dd>" + nice_time(text(contact, "created_at")) + "</dd></dl>";
}

HttpExchangeResponse not_found_page() {
  return page(404, "Not found",
              "<section class=\"card narrow\"><h1>Not found</h1><p>There is nothing at this address. "
              "<a href=\"/\">See all contacts</a>.</p></section>");
}

HttpExchangeResponse contact_page(Database& database, Id id) {
  auto const found = contact(database, id);
  if (!found) return not_found_page();
  auto const log = database.rows(
      "SELECT * FROM activities WHERE contact_id = ? ORDER BY happened_at DESC, id DESC", {json::value(id)});
  auto const tasks =
      database.rows("SELECT * FROM task_records WHERE contact_id = ? ORDER BY due_at, id", {json::value(id)});
  return page(200, text(*found, "name"),
              "<p class=\"back\"><a href=\"/\">Contacts</a></p><div class=\"person\">" + avatar(*found) +
                  "<div><h1>" + html(*found, "name") + "</h1><p>" + position(*found) +
                  " <span class=\"tag\">" + html(*found, "type") +
                  "</span></p></div></div><div class=\"columns\"><section><h2>Calls and messages</h2>" +
                  activity_list(log, false, "No calls or messages yet.") +
                  "</section><aside><h2>Details</h2>" + contact_facts(*found) + "<h2>Deals</h2>" +
                  deal_list(deals_of(database, id)) + task_list(tasks, false) + "</aside></div>");
}

std::string fact(char const* label, std::string const& value) {
  return value.empty() ? "" : std::string("<dt>") + label + "</dt><dd>" + value + "</dd>";
}

std::string link_to_contact(Row const& record) {
  auto const id = text(record, "contact_id");
  return id.empty() ? named(record) : "<a href=\"/contacts/" + id + "\">" + named(record) + "</a>";
}

std::string log_facts(Row const& row) {
  auto const link = html(row, "recording_url");
  auto const is_link = link.starts_with("https://") || link.starts_with("http://");
  auto const* duration = row.if_contains("duration");
  auto const* time = row.contains("started_at") ? "started_at" : "sent_at";
  return "<dl class=\"facts\">" + fact("Contact", link_to_contact(row)) +
         fact("Deal", html(row, "deal_title")) + fact("Direction", html(row, "direction")) +
         fact("When", nice_time(text(row, time))) + fact("Due", nice_time(text(row, "due_at"))) +
         fact("Duration", duration && duration->is_int64() ? nice_duration(duration->as_int64()) : "") +
         fact("Result", html(row, "result")) + fact("From", html(row, "from_number")) +
         fact("To", html(row, "to_number")) +
         fact("Recording", is_link ? "<a rel=\"noreferrer\" href=\"" + link + "\">Listen</a>" : link) +
         fact("Reference", "<code>" + html(row, "external_id") + "</code>") + "</dl>";
}

HttpExchangeResponse log_page(Database& database, std::string const& view, Id id) {
  auto const row = database.row("SELECT * FROM " + view + " WHERE id = ?", {json::value(id)});
  if (!row) return not_found_page();
  auto const body = log_html(text(*row, "body"));
  return page(200, text(*row, "subject"),
              "<p class=\"back\"><a href=\"/\">Contacts</a>" +
                  (text(*row, "contact_id").empty() ? "" : link_to_contact(*row)) + "</p><h1>" +
                  html(*row, "subject") + "</h1><div class=\"columns\"><section class=\"card log\">" +
                  (body.empty() ? "<p class=\"empty\">No text.</p>" : body) + "</section><aside>" +
                  log_facts(*row) + "</aside></div>");
}

// The number after `prefix`, 0 when `path` is another one.
Id id_below(std::string_view prefix, std::string_view path) {
  if (!path.starts_with(prefix)) return 0;
  path.remove_prefix(prefix.size());
  Id id = 0;
  for (unsigned char const c : path) {
    if (std::isdigit(c) == 0 || id > 1'000'000'000'000) return 0;
    id = id * 10 + (c - '0');
  }
  return id;
}

}  // namespace

HttpExchangeResponse answer_page(Database& database, HttpExchangeRequest const& request) {
  if (request.path == "/") return home(database, request);
  if (request.path == "/style.css") {
    return {
        .status = 200, .headers = {{"Content-Type", "text/css; charset=utf-8"}}, .body = embedded::style_css};
  }
  if (auto const id = id_below("/contacts/", request.path)) return contact_page(database, id);
  if (auto const id = id_below("/calls/", request.path)) return log_page(database, "call_records", id);
  if (auto const id = id_below("/messages/", request.path)) return log_page(database, "message_records", id);
  if (auto const id = id_below("/tasks/", request.path)) return log_page(database, "task_records", id);
  return not_found_page();
}

}  // namespace patchbay::crm
