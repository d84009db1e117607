#include "data_findings.hpp"

#include <fstream>
#include <system_error>

#include "application.hpp"
#include "auth/keys.hpp"
#include "directory/directory.hpp"
#include "platform/os.hpp"
#include "store/connections.hpp"
#include "store/database.hpp"
#include "store/repair.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

std::string size_in_words(std::uintmax_t bytes) {
  return bytes < 1024 * 1024 ? std::to_string(bytes / 1024) + " KiB"
                             : std::to_string(bytes / 1024 / 1024) + " MiB";
}

Result<std::string> soundness(Database& database) {
  return database.read([](SQLite::Database& connection) -> Result<std::string> {
    auto const verdict = connection.execAndGet("PRAGMA quick_check(1)").getString();
    if (verdict != "ok") return fail(ErrorCode::internal, "It is damaged: " + verdict + ".");
    return "version " + connection.execAndGet("PRAGMA user_version").getString() + ", sound";
  });
}

bool is_there(fs::path const& file) {
  std::error_code unreadable;  // then it is as good as not there
  return fs::exists(file, unreadable);
}

// Why nothing can be saved in a file, which need not be there yet; empty: it can.
std::string fault_of_place(fs::path const& file) {
  auto place = file.parent_path();
  while (!is_there(place) && place.has_relative_path()) place = place.parent_path();
  bool writable = platform::may_add_to(place);
  if (writable && is_there(file)) {
    place = file;
    writable = std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).is_open();
  }
  if (writable) return {};
  return "This user can save nothing there, so no sign-in and no log is kept: " + place.string() +
         " cannot be written.";
}

}  // namespace

DoctorInput::Part database_part(fs::path const& file) {
  DoctorInput::Part part{file.string(), fault_of_place(file), {}};
  if (!part.problem.empty()) return part;
  if (!is_there(file)) {
    part.place += " is not there yet: the first sign-in makes it.";
    return part;
  }
  Database database(file);
  auto const sound = soundness(database);
  if (!sound) {
    part.problem = sound.error().message;
    return part;
  }
  std::error_code unreadable;  // then SQLite has said so above
  part.facts.push_back(size_in_words(fs::file_size(file, unreadable)) + ", " + *sound + ".");
  part.warning = damage_notice(file);
  if (!part.warning.empty()) part.warning += " ";
  for (auto const& row : signed_in(file)) {
    if (row.state != ConnectionState::active)
      part.warning += row.platform + " needs a new sign-in: " + row.reason + " ";
  }
  return part;
}

std::vector<Connection> signed_in(fs::path const& file) {
  if (!is_there(file)) return {};
  Database database(file);
  auto rows = Connections(database).list();
  return rows ? std::move(*rows) : std::vector<Connection>();
}

DoctorInput::Part directory_part(fs::path const& folder, Config const& config,
                                 std::vector<Connection> const& rows) {
  DoctorInput::Part part{folder.string(), {}, {}};
  if (!config.directory) {
    part.place = "Switched off by the configuration: every lookup asks the CRM.";
    return part;
  }
  directory::Directory directory(folder, config.default_region, true);
  for (auto const& row : rows) {
    auto const status = directory.of(row.id)->status();
    auto const where = row.platform + ": ";
    if (!status)
      part.warning += where + status.error().message + " ";
    else
      part.facts.push_back(where + std::to_string(status->contacts) +
                           (status->contacts == 1 ? " contact" : " contacts") +
                           (status->full ? ", full." : "."));
  }
  if (rows.empty()) part.place += " is empty until the first sign-in.";
  return part;
}

DoctorInput::Part keyring_part(fs::path const& data_directory, platform::Keyring* used,
                               std::vector<Connection> const& rows) {
  auto const info = platform::make_keyring(data_directory)->describe();
  DoctorInput::Part part{info.detail, info.warning, {}};
  if (info.kind == "file")
    std::swap(part.problem, part.warning);  // it works; a keyring with a warning does not
  if (!used || !part.problem.empty()) return part;
  auto const key = has_master_key(*used);
  if (!key)
    part.problem = key.error().message;
  else if (!*key && !rows.empty())
    part.problem = "The key that opens the stored sign-ins is gone. Sign in to each CRM again.";
  return part;
}

}  // namespace patchbay
