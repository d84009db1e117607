#include "base/error.hpp"

#include <array>
#include <stdexcept>

namespace patchbay {
namespace {

struct Row {
  std::string_view name;
  std::string_view advice;
};

constexpr std::array<Row, error_code_count> rows{{
    {"invalid_params", "Something in the request is missing or wrong."},
    {"unsupported", "This CRM does not offer that."},
    {"not_found", "The CRM does not have this record. It may have been deleted."},
    {"conflict", "Somebody else changed this record. Look at it before you save again."},
    {"auth_required", "The CRM sign-in is missing or has ended. Sign in again."},
    {"forbidden", "The CRM does not allow this for your user. Ask your CRM administrator."},
    {"rate_limited", "The CRM asks to wait. Patchbay goes on by itself."},
    {"unavailable", "The CRM cannot be reached right now. Try again in a moment."},
    {"timeout", "The CRM did not answer in time. Try again."},
    {"cancelled", "Cancelled."},
    {"bad_reply", "The CRM gave an answer that makes no sense. Please report this."},
    {"unknown_outcome", "The CRM's answer was lost. Patchbay looks whether it arrived before it sends again."},
    {"internal", "Something went wrong inside Patchbay. Please report this."},
}};

Row const& row(ErrorCode code) { return rows.at(static_cast<std::size_t>(error_code_from(static_cast<int>(code))) - 1); }

}  // namespace

std::string_view name_of(ErrorCode code) { return row(code).name; }

std::string_view advice_for(ErrorCode code) { return row(code).advice; }

ErrorCode error_code_from(int number) {
  return number >= 1 && number <= error_code_count ? static_cast<ErrorCode>(number) : ErrorCode::internal;
}

void throw_exception_from_error(Error const& error, boost::source_location const&) {
  throw std::logic_error("value() of a failed result: " + error.message);
}

Error invalid_field(std::string field, std::string_view what) {
  Error error = fail(ErrorCode::invalid_params, "Parameter '" + field + "' " + std::string(what) + ".");
  error.field = std::move(field);
  return error;
}

}  // namespace patchbay
