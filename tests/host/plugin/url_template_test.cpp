#include "plugin/url_template.hpp"

#include <catch2/catch.hpp>

namespace patchbay {

TEST_CASE("a template is filled, and what goes behind the host is percent-encoded") {
  UrlVariables const variables{{"contactId", "7/8?x=é"}, {"user.domain", "acme"}};
  CHECK(fill("https://{user.domain}.crm.example/person/{contactId}#top", variables) ==
        "https://acme.crm.example/person/7%2F8%3Fx%3D%C3%A9#top");
  CHECK(fill("https://crm.example?id={contactId}", variables) == "https://crm.example?id=7%2F8%3Fx%3D%C3%A9");
  CHECK(fill("https://crm.example/", variables) == "https://crm.example/");
}

TEST_CASE("a whole origin stays as it is at the beginning") {
  UrlVariables const variables{{"token.api_domain", "https://acme.crm.example:8443"}};
  CHECK(fill("{token.api_domain}/api", variables) == "https://acme.crm.example:8443/api");
}

TEST_CASE("a template whose variable is missing or empty gives no URL") {
  CHECK_FALSE(fill("https://crm.example/{contactId}", {}));
  CHECK_FALSE(fill("https://crm.example/{contactId}", {{"contactId", ""}}));
  CHECK_FALSE(fill("", {}));
}

TEST_CASE("a template goes where the CRM says when what the CRM said stands in front of the path") {
  for (auto const* told : {"{token.api}", "{token.api}/v1", "https://{token.shard}.crm.example", "https://{user.host}/x"})
    CHECK(crm_names_host(told));
  for (auto const* own : {"", "https://crm.example/{token.org}", "https://{region.host}?o={token.org}", "https://{hostname}"})
    CHECK_FALSE(crm_names_host(own));
}

TEST_CASE("a value cannot lead to another host") {
  for (std::string const evil :
       {"evil.example/", "evil.example#", "evil.example?", "me@evil.example", "a b", "a\\b", "a\nb", "%2F"}) {
    INFO(evil);
    CHECK_FALSE(fill("https://{hostname}.crm.example/x", {{"hostname", evil}}));
  }
  CHECK_FALSE(fill("{hostname}/x", {{"hostname", "https://me@evil.example"}}));
}

TEST_CASE("the names between the braces are listed, and a brace without its partner is malformed") {
  CHECK(*variables_in("https://{a}/{b.c}?{a}") == std::vector<std::string>{"a", "b.c", "a"});
  CHECK(variables_in("https://crm.example")->empty());
  for (auto const* malformed : {"{", "}", "{a", "a}", "{}", "{a}}", "}{", "{a{b}"}) {
    INFO(malformed);
    bool const fits =
        std::string_view(malformed) == "{a{b}";  // a name with a brace in it, which is never known
    CHECK(variables_in(malformed).has_value() == fits);
    CHECK_FALSE(fill(malformed, {{"a", "1"}}));
  }
}

}  // namespace patchbay
