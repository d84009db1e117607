#include "plugin/manifest.hpp"

#include <algorithm>
#include <set>

#include "base/json_text.hpp"
#include "plugin/sign_in_forms.hpp"
#include "plugin/strict_object.hpp"

namespace patchbay {
namespace {

constexpr auto optional = StrictObject::optional;
constexpr auto required = StrictObject::required;

template <class Item, class Member>
void refuse_twins(StrictObject& in, std::string_view list, std::vector<Item> const& items, Member Item::*id) {
  std::set<std::string_view> seen;
  for (auto const& item : items) {
    if (!seen.insert(item.*id).second) in.refuse(list, "has '" + item.*id + "' twice");
  }
}

NamedId named_id_from(StrictObject& in) { return {in.text("id"), in.text("name")}; }

ContactType contact_type_from(StrictObject& in) {
  ContactType out{in.text("id"), in.text("name"), {}};
  out.fields = in.list<ContactField>("fields", [](StrictObject& field) {
    return ContactField{field.text("id"), field.text("label"), field.flag("required", false)};
  });
  refuse_twins(in, "fields", out.fields, &ContactField::id);
  return out;
}

Region region_from(StrictObject& in) {
  Region out{in.text("id"), in.text("name"), {}};
  in.object("variables", optional, [&](StrictObject& inner) {
    for (auto& [name, value] : inner.rest_as_texts()) out.variables.emplace(name, std::move(value));
  });
  return out;
}

RateBucket bucket_from(StrictObject& in) {
  constexpr std::int64_t a_day = 86'400'000;
  RateBucket out;
  out.id = in.text("id");
  out.remaining_header = in.text("remaining_header", optional);
  out.reset_header = in.text("reset_header", optional);
  out.usage_header = in.text("usage_header", optional);
  out.also = in.text("also", optional);
  bool const told = !out.remaining_header.empty() || !out.usage_header.empty();
  if (in.has("capacity") || !told) out.capacity = in.number("capacity", 1, 1'000'000'000);
  out.window = std::chrono::milliseconds(in.number("window_ms", 1, 31 * a_day));
  return out;
}

LogForm log_from(StrictObject& in) {
  using Format = LogForm::Format;
  using Mark = LogForm::SessionMark;
  LogForm out;
  out.format = in.word<Format>(
      "format",
      {{"text/plain", Format::text}, {"text/html", Format::html}, {"text/markdown", Format::markdown}});
  out.max_body_bytes = static_cast<std::size_t>(in.number("max_body_bytes", 256, 16 << 20));
  out.session_mark = in.word<Mark>("session_mark", {{"text", Mark::text}, {"adapter", Mark::adapter}});
  out.conditional_update = in.flag("conditional_update", false);
  out.without_contact = in.flag("without_contact", false);
  return out;
}

Setting setting_from(StrictObject& in) {
  using Type = Setting::Type;
  Setting out;
  out.id = in.text("id");
  out.label = in.text("label");
  out.type =
      in.word<Type>("type", {{"text", Type::text}, {"boolean", Type::boolean}, {"choice", Type::choice}});
  out.default_value = in.any("default");
  out.choices = in.list<NamedId>("choices", named_id_from);
  bool const fit = out.type == Type::boolean ? out.default_value.is_bool() : out.default_value.is_string();
  if (!fit) in.refuse("default", "does not fit the setting's type");
  if (out.type != Type::choice || !fit) return out;
  auto const chosen = [&](NamedId const& choice) {
    return out.default_value.get_string() == choice.id.c_str();
  };
  if (std::none_of(out.choices.begin(), out.choices.end(), chosen))
    in.refuse("default", "is none of the choices");
  return out;
}

std::string id_from(StrictObject& in) {
  std::string id = in.text("id");
  auto const fit = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  bool const good = !id.empty() && id.size() <= 32 && id[0] >= 'a' && std::all_of(id.begin(), id.end(), fit);
  if (!good) in.refuse("id", "must be a small letter, then small letters, digits and '_': at most 32");
  return id;
}

void sign_in_from(StrictObject& in, Manifest& out) {
  in.object("auth", required, [&](StrictObject& auth) {
    auth.object("oauth", optional, [&](StrictObject& inner) { out.oauth = oauth_from(inner); });
    auth.object("api_key", optional, [&](StrictObject& inner) { out.api_key = api_key_from(inner); });
    if (!out.oauth && !out.api_key) auth.refuse("", "must have 'oauth' or 'api_key'");
  });
  in.object("base_url", required, [&](StrictObject& inner) {
    out.oauth_base_url = inner.text("oauth", out.oauth ? required : optional);
    out.api_key_base_url = inner.text("api_key", out.api_key ? required : optional);
  });
}

// One request pays in two buckets at most.
void check_also(StrictObject& in, std::vector<RateBucket> const& buckets) {
  for (auto const& bucket : buckets) {
    auto const fit = [&](RateBucket const& other) {
      return other.id == bucket.also && other.id != bucket.id && other.also.empty();
    };
    if (bucket.also.empty() || std::any_of(buckets.begin(), buckets.end(), fit)) continue;
    in.refuse("rate_buckets", "says that '" + bucket.id + "' also pays '" + bucket.also +
                                  "', which is no other bucket, or pays a third one");
  }
}

HostnameForm hostname_from(StrictObject& in) {
  HostnameForm out{in.text("label"), in.text("help", optional), in.texts("allowed")};
  if (out.allowed.empty()) in.refuse("allowed", "must name at least one host");
  return out;
}

void read_lists(StrictObject& in, Manifest& out) {
  out.regions = in.list<Region>("regions", region_from);
  out.allowed_hosts = in.texts("allowed_hosts");
  out.storage_hosts = in.texts("storage_hosts");
  out.rate_buckets = in.list<RateBucket>("rate_buckets", bucket_from);
  out.contact_types = in.list<ContactType>("contact_types", contact_type_from);
  out.related_records = in.list<RelatedKind>("related_records", [](StrictObject& kind) {
    return RelatedKind{kind.text("kind"), kind.text("label"), kind.flag("multiple", false),
                       kind.text("group", StrictObject::optional)};
  });
  out.settings = in.list<Setting>("settings", setting_from);
  refuse_twins(in, "regions", out.regions, &Region::id);
  refuse_twins(in, "rate_buckets", out.rate_buckets, &RateBucket::id);
  check_also(in, out.rate_buckets);
  refuse_twins(in, "contact_types", out.contact_types, &ContactType::id);
  refuse_twins(in, "related_records", out.related_records, &RelatedKind::kind);
  refuse_twins(in, "settings", out.settings, &Setting::id);
}

Manifest manifest_from(StrictObject& in) {
  Manifest out;
  out.id = id_from(in);
  out.name = in.text("name");
  out.version = in.text("version");
  out.icon = in.text("icon", optional);
  if (!out.icon.empty() && !out.icon.starts_with("data:image/"))
    in.refuse("icon", "must be a data: URL of an image");
  sign_in_from(in, out);
  in.object("hostname", optional, [&](StrictObject& inner) { out.hostname = hostname_from(inner); });
  read_lists(in, out);
  if (in.array("contact_types").empty()) in.refuse("contact_types", "must have at least one");
  in.object("log", optional, [&](StrictObject& inner) { out.log = log_from(inner); });
  in.object("urls", optional, [&](StrictObject& inner) {
    out.contact_url = inner.text("contact", optional);
    out.log_url = inner.text("log", optional);
    out.task_url = inner.text("task", optional);
  });
  in.done();
  return out;
}

}  // namespace

Result<Manifest> parse_manifest(std::string_view text) {
  auto const document = parse_document(text);
  if (!document) return fail(ErrorCode::bad_reply, "The manifest " + document.error().message + ".");
  std::string fault;
  StrictObject in(*document, "", fault);
  Manifest manifest = manifest_from(in);
  if (!fault.empty()) return fail(ErrorCode::bad_reply, "In the manifest " + fault + ".");
  return manifest;
}

}  // namespace patchbay
